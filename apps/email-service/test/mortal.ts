import type { SendParts } from '../src/send-confirmation.ts';
import type { LeaseTable } from '../src/send-lease.ts';
import type { Death } from './late-tables.ts';

type Calls = Pick<SendParts, 'dynamodb' | 'ses' | 'logs'>;

/** The calls of a process that dies, and when it has. */
export interface Mortal extends Calls {
  readonly death: Promise<'died'>;
}

/** Of a process that is no more. */
const never = async (): Promise<never> => await new Promise(() => {});

/** `calls`, until the process is dead: no call is made then, and none that was made is answered. It never dies without a `death`. */
export function mortal({ dynamodb, ses, logs }: Calls, death: Death | undefined): Mortal {
  let isDead = false;
  let die: (died: 'died') => void = () => {};
  const died = new Promise<'died'>((resolve) => (die = resolve));
  const end = async (): Promise<never> => {
    isDead = true;
    die('died');
    return await never();
  };
  /** One call, and whether the process dies before it, on the way, or once it has the answer. */
  const step = async <T>(
    call: () => Promise<T>,
    { before, during, after }: { before?: Death; during?: Death; after?: Death } = {},
  ): Promise<T> => {
    if (isDead) return await never();
    if (death !== undefined && death === before) return await end();
    const answer = call();
    if (death !== undefined && death === during) {
      answer.catch(() => {});
      return await end();
    }
    const result = await answer.catch(async (error: unknown) =>
      isDead ? await never() : await Promise.reject(error),
    );
    if (isDead || (death !== undefined && death === after && result === true)) return await end();
    return result;
  };
  const isRecord = (update: Parameters<LeaseTable['update']>[0]): boolean =>
    update.UpdateExpression.includes('#outcome = ');
  return {
    death: died,
    dynamodb: {
      getItem: async (input, options) => await step(() => dynamodb.getItem(input, options)),
      updateItem: async (input, options) => await step(() => dynamodb.updateItem(input, options)),
      update: async (update) =>
        await step(
          () => dynamodb.update(update),
          isRecord(update)
            ? { before: 'sent', during: 'recording' }
            : { during: 'claiming', after: 'claimed' },
        ),
    },
    ses: {
      sendEmail: async (mail, options) =>
        await step(() => ses.sendEmail(mail, options), { during: 'sending' }),
    },
    logs: {
      filterLogEvents: async (input, options) => await step(() => logs.filterLogEvents(input, options)),
    },
  };
}
