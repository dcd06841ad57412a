import type { Phase } from '@phaseline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { systemIn } from '../testing/system.ts';

/** Runs that are cancelled anywhere, two at once, and AWS failing: the move is made all the same. Those that are killed: actions/killed.test.ts. */
let aws: TestCloud;

beforeAll(async () => {
  aws = await startCloud();
});
afterAll(async () => {
  await aws.stop();
});

const context = () => ({ clients: aws.clients });

/** Switches again and again, each run cancelled when it begins its next step but a few, until one is let finish. */
async function switchInPieces(system: ReturnType<typeof systemIn>, phase: Phase): Promise<number> {
  for (let run = 1; ; run++) {
    const abort = new AbortController();
    let begun = 0;
    try {
      await system.switch(
        phase,
        {},
        {
          signal: abort.signal,
          report: ({ action }) => {
            if (action !== 'moving') return;
            begun += 1;
            // The first is taking the lease. In each run one more is done than in the run before.
            if (begun === run + 1) abort.abort(new Error('cancelled'));
          },
        },
      );
      return run;
    } catch (error) {
      if (!/cancelled|abort/.test(String(error))) throw error;
    }
  }
}

it('runs that are cancelled at each step are finished by the next', { timeout: 300_000 }, async () => {
  const system = systemIn('ended', context());
  await system.release('ecs');
  await system.switch('ecs');
  await system.release('serverless');
  expect(await switchInPieces(system, 'serverless')).toBeGreaterThan(3);
  const again = await aws.callsDuring(async () => await system.switch('serverless'));
  expect(again.result.moved?.outcome).toBe('unchanged');
  expect(again.result.moving).toEqual([]);
  expect(again.writes).toEqual([]);
});

it('of two runs at once one moves; the other says who does, or waits', { timeout: 180_000 }, async () => {
  const system = systemIn('two', context());
  await system.release('ecs');
  await system.switch('ecs');
  await system.release('hybrid');
  const results = await Promise.allSettled(
    ['one', 'other'].map(
      async (holder) => await system.switch('hybrid', { holder, holderPatienceSeconds: 0 }),
    ),
  );
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const refused = results.find((result) => result.status === 'rejected');
  expect(String(refused?.reason)).toMatch(/SwitchHeld: environment two is being moved by (one|other) \(/);

  await system.release('ecs');
  const waiting = await Promise.all([system.switch('ecs'), system.switch('ecs')]);
  expect(waiting.map(({ moved }) => String(moved?.outcome)).toSorted()).toEqual(['moved', 'unchanged']);
});

it('moves although calls are throttled, fail, or lose their answers', { timeout: 300_000 }, async () => {
  const system = systemIn('faulty', context());
  await system.release('ecs');
  await system.switch('ecs');
  for (const [phase, fault] of [
    ['hybrid', { kind: 'error', when: 'after' }],
    ['ecs', { kind: 'reset', when: 'before' }],
  ] as const) {
    await system.release(phase);
    await aws.breaking({ ...fault, rate: 0.05, seed: 11 }, async () => {
      expect((await system.switch(phase)).moved?.outcome).toBe('moved');
    });
    expect((await system.switch(phase)).moved?.outcome).toBe('unchanged');
  }
});
