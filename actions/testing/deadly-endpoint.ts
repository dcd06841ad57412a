import { once } from 'node:events';
import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isWrite } from './writes.ts';

/** When a process dies: at which of its write calls, counted from 1, and whether AWS still got that one. */
export interface Death {
  readonly atWrite: number;
  readonly reaches: boolean;
}

/** Stands before the local cloud, hands on every call, and has the caller killed at one of its writes. */
export interface DeadlyEndpoint {
  readonly url: string;
  /** From now on: counts writes anew, and calls `kill` once, at the one that was asked for. */
  arm(death: Death | undefined, kill: () => void): void;
  /** Writes that came since it was last armed. */
  writes(): number;
  stop(): Promise<void>;
}

/** @param cloudUrl where the local cloud answers */
export async function startDeadlyEndpoint(cloudUrl: string): Promise<DeadlyEndpoint> {
  let death: Death | undefined;
  let kill: () => void = () => undefined;
  let count = 0;
  let dead = false;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    // What a process sent in its last moment may or may not have left it: here it did not.
    if (dead) return void response.destroy();
    const dies = isWrite(request, body) && ++count === death?.atWrite;
    if (dies) {
      dead = true;
      kill();
      if (death?.reaches !== true) return void response.destroy();
    }
    const answer = await send(request, body);
    if (dies) return void response.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async function send({ method, url, headers }: IncomingMessage, body: Buffer) {
    const sent = httpRequest(new URL(url ?? '/', cloudUrl), { method, headers });
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(chunks) };
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arm(next, killer) {
      [death, kill, count, dead] = [next, killer, 0, false];
    },
    writes: () => count,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
