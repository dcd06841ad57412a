import { WORKERS } from '@phaseline/contracts';
import { runTour, type TourResult } from '@phaseline/scripts/tour/run-tour';
import { tourCloud } from '@phaseline/scripts/tour/tour-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { breakThings, type Breaking, type Damage } from './break-things.ts';
import { collectLog } from '../system/collect-log.ts';
import { type Delivery, startDelivery } from '../system/delivery.ts';
import { canFindWorkers } from '../system/worker-processes.ts';

const minutes = 60_000;
const seed = Number(process.env['TOUR_SEED'] ?? Date.now() % 1_000_000);
/**
 * Requests a second, 95 of 100 of them orders that are accepted: over 200 orders a second. Where two processors do less, as in phase serverless and while things
 * move, what is due waits at the sender, which catches up in the last phase. TOUR_RATE sets another.
 */
const ratePerSecond = Number(process.env['TOUR_RATE'] ?? 216);

let delivery: Delivery;
beforeAll(async () => {
  delivery = await startDelivery(tourCloud);
}, 2 * minutes);
afterAll(() => delivery?.close(), minutes);

/** What there is to know about the run, in one line, whatever becomes of it. */
function inOneLine({ orders, legs, rate, failure }: TourResult, damage: Damage | undefined): string {
  const { requests, accepted, done, lost, doubled, retried } = orders;
  return JSON.stringify({
    seed,
    requests,
    accepted,
    done,
    lost,
    doubled,
    retried,
    ...damage,
    wantedPerSecond: ratePerSecond,
    answeredPerSecond: Math.round(rate * 10) / 10,
    legs: legs.map(({ chapter, seconds }) => `${chapter} ${seconds.toFixed(0)} s`),
    failure: failure?.message,
  });
}

test(
  `through all phases under faults and kills, seed ${seed}: no order lost, none doubled`,
  async () => {
    const log = collectLog();
    let breaking: Promise<Breaking> | undefined;
    let damage: Damage | undefined;
    try {
      const result = await runTour({
        cloud: delivery.cloud,
        workspace: delivery.workspace,
        environment: 'production',
        stops: ['ecs', 'hybrid', 'serverless', 'ecs'],
        ratePerSecond,
        seed,
        catchUpSeconds: 90,
        signal: AbortSignal.timeout(12 * minutes),
        reporter: log,
        onLoad: () => {
          breaking = breakThings({
            cloud: delivery.cloud,
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
      console.log(inOneLine(result, damage));
      expect(result.failure).toBeUndefined();
      expect(result.orders.problems.slice(0, 20)).toEqual([]);
      expect([result.orders.lost, result.orders.doubled]).toEqual([0, 0]);
      expect(result.orders.accepted).toBeGreaterThan(60 * ratePerSecond);
      expect(result.legs.map(({ phase }) => phase)).toEqual(['ecs', 'hybrid', 'serverless', 'ecs']);
      for (const kind of ['throttle', 'error', 'reset']) {
        expect(damage?.faults[kind], kind).toBeGreaterThan(0);
      }
      // Where no process can be found none is killed.
      expect(Object.keys(damage?.killed ?? {}).toSorted()).toEqual(canFindWorkers ? WORKERS.toSorted() : []);
    } catch (error) {
      console.error(log.text().split('\n').slice(-80).join('\n'));
      throw error;
    } finally {
      await (await breaking)?.stop();
    }
  },
  14 * minutes,
);
