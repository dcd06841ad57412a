import { describe, expect, it, vi } from 'vitest';
import { createReadiness } from './readiness.ts';

describe('createReadiness', () => {
  it('names what cannot be reached', async () => {
    const ready = createReadiness({
      table: () => Promise.resolve(),
      topic: () => Promise.reject(new Error('no')),
    });
    expect(await ready()).toEqual({ status: 'not ready', checks: { table: 'ok', topic: 'unreachable' } });
  });

  it('gives up on a dependency that does not answer', async () => {
    const ready = createReadiness({ table: () => new Promise(() => {}) }, { timeoutMs: 1 });
    expect((await ready()).checks).toEqual({ table: 'unreachable' });
  });

  it('asks once for many callers, and again when the answer is old', async () => {
    const check = vi.fn<() => Promise<void>>(() => Promise.resolve());
    let time = 0;
    const ready = createReadiness({ table: check }, { keepMs: 5000, now: () => time });
    await Promise.all([ready(), ready(), ready()]);
    time = 4999;
    await ready();
    expect(check).toHaveBeenCalledTimes(1);
    time = 5000;
    await ready();
    expect(check).toHaveBeenCalledTimes(2);
  });
});
