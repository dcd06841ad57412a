import type { GetAuthorizationTokenResponse } from '@aws-sdk/client-ecr';
import { callService } from '../../call-service.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { RegistryAccess } from '../../runtime/image/registry-client.ts';
import type { Service } from '../../service.ts';

/** This cloud's registry for a task runtime: it gets its tokens from ECR as Fargate's agent does. */
export function registryAccess(
  environment: CloudEnvironment,
  ecr: Pick<Service, 'operations' | 'signingName'>,
): RegistryAccess {
  return {
    origin: () => environment.origin(),
    account: environment.account,
    region: environment.region,
    async authorizationToken() {
      const context = environment.contextFor('ecs-tasks.amazonaws.com');
      const answer = await callService<GetAuthorizationTokenResponse>(
        ecr,
        'GetAuthorizationToken',
        {},
        context,
      );
      return answer.authorizationData?.[0]?.authorizationToken ?? '';
    },
  };
}
