import type { GetAccountRequest, GetAccountResponse } from '@aws-sdk/client-sesv2';
import type { Operation } from '../../../service.ts';
import type { SesState } from '../state.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** An account out of the sandbox. https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html */
export const getAccount =
  (state: SesState): Operation<GetAccountRequest, GetAccountResponse> =>
  () => {
    const yesterday = new Date(state.clock.now() - DAY_MS).toISOString();
    return {
      DedicatedIpAutoWarmupEnabled: false,
      EnforcementStatus: 'HEALTHY',
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      SendQuota: {
        Max24HourSend: 50_000,
        MaxSendRate: 14,
        SentLast24Hours: state.emails.filter((email) => email.time > yesterday).length,
      },
    };
  };
