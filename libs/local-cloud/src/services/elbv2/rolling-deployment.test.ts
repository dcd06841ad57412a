import { afterEach, expect, test, vi } from 'vitest';
import { Agent, request } from 'node:http';
import { createFront, healthOf, startElb, type TestElb } from './testing/start-elb.ts';

let elb: TestElb | undefined;
afterEach(() => elb?.stop());

const post = (url: string, agent: Agent, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent }, (response) => {
      response.on('data', (chunk: Buffer) => {
        if (chunk.toString() !== body) reject(new Error(`sent ${body}, got back ${chunk.toString()}`));
      });
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

test('targets are swapped while 50 connections keep posting, and no request is lost', async () => {
  elb = startElb();
  const cloud = elb;
  const front = await createFront(cloud);
  const startTarget = (address: string) =>
    cloud.target(address, (incoming, answer) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => setTimeout(() => answer.end(Buffer.concat(chunks)), Math.random() * 10));
    });
  const register = async (address: string): Promise<void> => {
    await cloud.call('RegisterTargets', {
      TargetGroupArn: front.groupArn,
      Targets: [{ Id: address, Port: 80 }],
    });
    await vi.waitFor(
      async () => expect(await healthOf(cloud, front, address)).toEqual({ State: 'healthy' }),
      { timeout: 60_000 },
    );
  };
  let current = await startTarget('172.31.0.10');
  await register('172.31.0.10');

  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const seen = new Map<string, number>();
  const over = new AbortController();
  const clients = Array.from({ length: 50 }, async (_, client) => {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      const result = await post(front.url, agent, `order ${client}-${turn}`).then(
        String,
        (error: Error) => error.message,
      );
      seen.set(result, (seen.get(result) ?? 0) + 1);
    }
  });
  for (let generation = 1; generation <= 6; generation += 1) {
    const [before, next] = [`172.31.0.${9 + generation}`, `172.31.0.${10 + generation}`];
    const started = await startTarget(next);
    await register(next);
    await cloud.call('DeregisterTargets', {
      TargetGroupArn: front.groupArn,
      Targets: [{ Id: before, Port: 80 }],
    });
    await vi.waitFor(
      async () =>
        expect(await healthOf(cloud, front, before)).toEqual({
          State: 'unused',
          Reason: 'Target.NotRegistered',
        }),
      { timeout: 60_000 },
    );
    // What ECS does next: the task is stopped, at once and for good.
    cloud.environment.network.withdraw(before);
    current.closeAllConnections();
    current.close();
    current = started;
    const reached = [...seen.values()].reduce((sum, count) => sum + count, 0) + 200;
    await vi.waitFor(
      () => expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(reached),
      { timeout: 60_000 },
    );
  }
  over.abort();
  await Promise.all(clients);
  agent.destroy();
  expect([...seen.keys()]).toEqual(['200']);
});
