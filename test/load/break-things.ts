import { WORKERS } from '@phaseline/contracts';
import type { CloudProcess } from '@phaseline/local-cloud';
import { createRandom } from '@phaseline/scripts/orders/random';
import { workerProcesses } from '../system/worker-processes.ts';

/** What has been broken so far. */
export interface Damage {
  /** Calls made to fail, by kind: throttle, error, timeout, reset. */
  readonly faults: Readonly<Record<string, number>>;
  /** Processes ended by SIGKILL, by component: of tasks and of functions alike. */
  readonly killed: Readonly<Record<string, number>>;
}

/** Something that breaks calls and kills workers. */
export interface Breaking {
  damage(): Promise<Damage>;
  /** Breaks no more. Safe to call twice. */
  stop(): Promise<Damage>;
}

const calls = [
  { service: 'sns', operation: 'PublishBatch', mayHang: true },
  { service: 'sqs', operation: 'ReceiveMessage', mayHang: false },
  { service: 'sqs', operation: 'DeleteMessageBatch', mayHang: true },
  { service: 'dynamodb', operation: 'TransactWriteItems', mayHang: true },
  { service: 'dynamodb', operation: 'UpdateItem', mayHang: true },
  { service: 'ses', operation: 'SendEmail', mayHang: true },
  { service: 'logs', operation: 'FilterLogEvents', mayHang: false },
];
/** What a deployment calls; half as often, since one call that fails over and over ends the run. */
const controlPlanes = ['ecs', 'lambda', 'elasticloadbalancing', 'apigateway', 'route53'];
const kinds = [
  { kind: 'throttle', share: 0.4 },
  { kind: 'error', status: 500, share: 0.4 },
  { kind: 'reset', when: 'before', share: 0.1 },
  { kind: 'reset', when: 'after', share: 0.1 },
];
/** What becomes of a mail whose sender dies between SES's yes and its record: docs/decisions/0012. */
const victims = WORKERS;

/**
 * Makes calls fail and kills workers until it is stopped, all decided by `seed`.
 *
 * @param rate the share of the calls of each kind that fail
 * @param hangs how many calls get no answer at all
 * @param killEverySeconds about how often one process dies
 */
export async function breakThings(options: {
  readonly cloud: Pick<CloudProcess, 'url' | 'pid'>;
  readonly seed: number;
  readonly rate: number;
  readonly hangs: number;
  readonly killEverySeconds: number;
}): Promise<Breaking> {
  const random = createRandom(options.seed);
  const faultsUrl = `${options.cloud.url}/_cloud/faults`;
  const set = async (fault: object) => {
    const body = JSON.stringify({ ...fault, seed: random.integer(1, 2 ** 31 - 1) });
    const response = await fetch(faultsUrl, { method: 'POST', body });
    if (!response.ok) throw new Error(`POST ${faultsUrl} was answered ${await response.text()}`);
  };
  for (const { mayHang, ...call } of calls) {
    for (const { share, ...kind } of kinds) await set({ ...call, ...kind, rate: options.rate * share });
    if (mayHang) await set({ ...call, kind: 'timeout', rate: options.rate / 10, count: options.hangs });
  }
  for (const service of controlPlanes) {
    for (const { share, ...kind } of kinds) await set({ service, ...kind, rate: (options.rate / 2) * share });
  }

  const killed: Record<string, number> = {};
  let timer: NodeJS.Timeout | undefined;
  const kill = () => {
    const component = victims[random.integer(0, victims.length - 1)] ?? '';
    const pids = workerProcesses(component, options.cloud.pid);
    const pid = pids[random.integer(0, pids.length - 1)];
    if (pid !== undefined && endNow(pid)) killed[component] = (killed[component] ?? 0) + 1;
    plan();
  };
  const plan = () => {
    timer = setTimeout(kill, options.killEverySeconds * random.integer(500, 1500));
  };
  plan();

  let last: Damage | undefined;
  const damage = async (): Promise<Damage> => {
    if (last) return last;
    const { faults } = (await (await fetch(faultsUrl)).json()) as {
      faults: { kind: string; hits: number }[];
    };
    const byKind: Record<string, number> = {};
    for (const { kind, hits } of faults) byKind[kind] = (byKind[kind] ?? 0) + hits;
    return { faults: byKind, killed: { ...killed } };
  };
  return {
    damage,
    async stop() {
      clearTimeout(timer);
      const done = await damage();
      last ??= done;
      await fetch(faultsUrl, { method: 'DELETE' });
      return done;
    },
  };
}

function endNow(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    // It was faster.
    return false;
  }
}
