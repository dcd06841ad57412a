import type { Phase } from '@phaseline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Clients } from '../aws/clients.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { systemIn } from '../testing/system.ts';

/** Runs that are cancelled or killed anywhere, two at once, and AWS failing: the move is made all the same. */
let aws: TestCloud;

beforeAll(async () => {
  aws = await startCloud();
});
afterAll(async () => {
  await aws.stop();
});

const context = () => ({ clients: aws.clients });

/** Clients of a process that may die: nothing comes from them any more, not even letting go of the lease. */
function mortal() {
  const life = new AbortController();
  const clients = new Proxy(aws.clients, {
    get(target, name: keyof Clients) {
      if (life.signal.aborted) throw new Error('this process is dead');
      return target[name];
    },
  });
  return { clients, signal: life.signal, kill: () => life.abort(new Error('killed')) };
}

/** Switches again and again, each run ended when it begins its next step but a few, until one is let finish. */
async function switchInPieces(
  system: ReturnType<typeof systemIn>,
  phase: Phase,
  end: 'cancelled' | 'killed',
): Promise<number> {
  for (let run = 1; ; run++) {
    const abort = new AbortController();
    const { clients, signal, kill } = mortal();
    let begun = 0;
    const stop = end === 'killed' ? kill : () => abort.abort(new Error('cancelled'));
    // A killed run leaves a lease that has to expire: for the next one it has, a minute and a half later.
    const clock = () => Date.now() + run * 90_000;
    try {
      await system.switch(phase, end === 'killed' ? { clock } : {}, {
        clients: end === 'killed' ? clients : aws.clients,
        signal: end === 'killed' ? signal : abort.signal,
        report: ({ action }) => {
          if (action !== 'moving') return;
          begun += 1;
          // The first is taking the lease. In each run one more is done than in the run before.
          if (begun === run + 1) stop();
        },
      });
      return run;
    } catch (error) {
      if (!/cancelled|killed|dead/.test(String(error))) throw error;
    }
  }
}

it('runs that are ended at each step are finished by the next, both ways', { timeout: 300_000 }, async () => {
  const system = systemIn('ended', context());
  await system.release('ecs');
  await system.switch('ecs');
  for (const [phase, end] of [
    ['serverless', 'cancelled'],
    ['ecs', 'killed'],
  ] as const) {
    await system.release(phase);
    expect(await switchInPieces(system, phase, end)).toBeGreaterThan(3);
    const again = await aws.callsDuring(async () => await system.switch(phase));
    expect(again.result.moved?.outcome).toBe('unchanged');
    expect(again.result.moving).toEqual([]);
    expect(again.writes).toEqual([]);
  }
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
