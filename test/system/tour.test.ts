import { runTour, type TourResult } from '@phaseline/scripts/tour/run-tour';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { breakThings, type Breaking, type Damage } from './break-things.ts';
import { collectLog } from './collect-log.ts';
import { type Delivery, startDelivery } from './delivery.ts';
import { canFindWorkers } from './worker-processes.ts';

const minutes = 60_000;
const seed = Number(process.env['TOUR_SEED'] ?? Date.now() % 1_000_000);
/**
 * An order costs about 30 ms of CPU in all, at this rate a third of a core: what is left beside the workflow on two cores that others use
 * too. TOUR_RATE and `npm run test:soak` go as fast as the machine lets them.
 */
const ratePerSecond = Number(process.env['TOUR_RATE'] ?? 10);

let delivery: Delivery;
beforeAll(async () => {
  delivery = await startDelivery();
}, 2 * minutes);
afterAll(() => delivery?.close(), minutes);

test(
  `through all phases under faults and kills, seed ${seed}: no order lost, none doubled`,
  async () => {
    const log = collectLog();
    let breaking: Promise<Breaking> | undefined;
    let damage: Damage | undefined;
    let result: TourResult;
    try {
      result = await runTour({
        cloud: delivery.cloud,
        workspace: delivery.workspace,
        environment: 'production',
        stops: ['ecs', 'hybrid', 'serverless', 'ecs'],
        ratePerSecond,
        seed,
        signal: AbortSignal.timeout(9 * minutes),
        reporter: log,
        onLoad: () => {
          breaking = breakThings({
            cloudUrl: delivery.cloud.url,
            seed,
            rate: 0.02,
            hangs: 2,
            killEverySeconds: 6,
          });
        },
        onSettle: async () => {
          damage = await (await breaking)?.stop();
        },
      });
    } catch (error) {
      console.error(log.text().split('\n').slice(-80).join('\n'));
      throw error;
    } finally {
      await (await breaking)?.stop();
    }
    console.log(JSON.stringify({ seed, damage, ...result, status: undefined }));
    expect(result.orders.problems.slice(0, 20)).toEqual([]);
    expect([result.orders.lost, result.orders.doubled]).toEqual([0, 0]);
    expect(result.orders.accepted).toBeGreaterThan(100);
    expect(result.legs.map(({ phase }) => phase)).toEqual(['ecs', 'hybrid', 'serverless', 'ecs']);
    for (const kind of ['throttle', 'error', 'reset']) expect(damage?.faults[kind], kind).toBeGreaterThan(0);
    if (canFindWorkers) expect(Object.keys(damage?.killed ?? {})).not.toEqual([]);
  },
  10 * minutes,
);
