import { startLocalCloud } from '@phaseline/local-cloud';
import { vi } from 'vitest';
import { createClients } from '../aws/clients.ts';

/** One call that the local cloud answered. */
interface Call {
  readonly service: string;
  readonly operation: string;
  readonly status: number;
}

const reads = /^(Get|List|Describe|BatchGet|BatchCheck|Filter|Head|Query|Scan)/;

/** A local cloud of its own, clients that find it by the standard variables, and what was called. */
export async function startCloud() {
  const cloud = await startLocalCloud({ port: 0 });
  for (const [name, value] of Object.entries(cloud.env)) vi.stubEnv(name, value);
  const calls = async (): Promise<Call[]> => {
    const response = await fetch(`${cloud.url}/_cloud/calls`);
    return ((await response.json()) as { calls: Call[] }).calls;
  };
  return {
    cloud,
    clients: createClients(),
    /** The calls that `work` made. */
    async callsDuring<T>(work: () => Promise<T>): Promise<{ result: T; calls: string[]; writes: string[] }> {
      const before = (await calls()).length;
      const result = await work();
      const made = (await calls()).slice(before);
      const names = made.map(({ service, operation }) => `${service} ${operation}`);
      return { result, calls: names, writes: names.filter((name) => !reads.test(name.split(' ')[1] ?? '')) };
    },
    /** Breaks calls while `work` is done; by the local cloud's own control path. */
    async breaking<T>(fault: object | readonly object[], work: () => Promise<T>): Promise<T> {
      const faults = `${cloud.url}/_cloud/faults`;
      try {
        for (const one of [fault].flat()) {
          const response = await fetch(faults, { method: 'POST', body: JSON.stringify(one) });
          if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
        }
        return await work();
      } finally {
        await fetch(faults, { method: 'DELETE' });
      }
    },
    async stop() {
      await cloud.stop();
      vi.unstubAllEnvs();
    },
  };
}

/** The first answer to each of these operations is lost: whatever the order of the calls, every one of them is hit. */
export function everyAnswerLostOnce(calls: readonly string[]): object[] {
  return [...new Set(calls)].map((call) => {
    const [service, operation] = call.split(' ');
    return { kind: 'error', when: 'after', service, operation, count: 1 };
  });
}

export type TestCloud = Awaited<ReturnType<typeof startCloud>>;
