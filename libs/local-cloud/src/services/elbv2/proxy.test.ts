import { createHash } from 'node:crypto';
import { Agent, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFront, healthOf, startElb, type Front, type TestElb } from './testing/start-elb.ts';

const until = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000 });
let elb: TestElb;
let front: Front;
const TARGET = '172.31.0.10';

beforeEach(async () => {
  elb = startElb();
  front = await createFront(elb);
});
afterEach(() => elb.stop());

type Handler = Parameters<TestElb['target']>[1];
async function serve(handler: Handler, address = TARGET): Promise<Awaited<ReturnType<TestElb['target']>>> {
  const server = await elb.target(address, (incoming, answer) => {
    if (incoming.url === '/health') answer.end();
    else handler(incoming, answer);
  });
  await elb.call('RegisterTargets', { TargetGroupArn: front.groupArn, Targets: [{ Id: address, Port: 80 }] });
  await until(async () => expect(await healthOf(elb, front, address)).toEqual({ State: 'healthy' }));
  return server;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
interface Ask {
  path?: string;
  method?: string;
  headers?: OutgoingHttpHeaders;
  agent?: Agent;
  body?: string | PassThrough;
}
function ask({ path = '/', method = 'GET', headers = {}, agent, body }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(front.url);
    const outgoing = request(
      { host: '127.0.0.1', port, path, method, headers, agent: agent ?? false },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: text }),
        );
        response.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    if (body instanceof PassThrough) body.pipe(outgoing);
    else outgoing.end(body);
  });
}
const setLoadBalancer = (key: string, value: string) =>
  elb.call('ModifyLoadBalancerAttributes', {
    LoadBalancerArn: front.loadBalancerArn,
    Attributes: [{ Key: key, Value: value }],
  });

describe('what a target sees', () => {
  test('the client, the protocol, the port and a trace id; nothing that concerns one connection only', async () => {
    await serve((incoming, answer) => answer.end(JSON.stringify(incoming.headers)));
    const { body } = await ask({
      headers: {
        'x-forwarded-for': '203.0.113.7',
        connection: 'x-private',
        'x-private': '1',
        te: 'trailers',
        host: 'shop.example',
      },
    });
    const seen = JSON.parse(body) as Record<string, string>;
    expect(seen).toMatchObject({
      host: 'shop.example',
      'x-forwarded-for': '203.0.113.7, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': new URL(front.url).port,
    });
    expect(seen['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(seen).not.toHaveProperty('x-private');
    expect(seen).not.toHaveProperty('te');
  });

  test('a trace that came with the request, and this hop beside it', async () => {
    await serve((incoming, answer) => answer.end(incoming.headers['x-amzn-trace-id']));
    const { body } = await ask({
      headers: { 'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678' },
    });
    expect(body).toMatch(/^Self=1-.{33};Root=1-67891233-abcdef012345678912345678$/);
  });

  test.each(['/a//b/%2F?q=%20&q=2', '//', '/%', '/%E4'])('the path %s as it is', async (path) => {
    await serve((incoming, answer) => answer.end(incoming.url));
    expect(await ask({ path })).toMatchObject({ status: 200, body: path });
  });

  test('a body of unknown length, whatever the method', async () => {
    await serve((incoming, answer) => incoming.pipe(answer));
    for (const method of ['POST', 'GET', 'DELETE']) {
      const body = new PassThrough();
      body.write('one ');
      const answer = ask({ method, body, headers: { 'transfer-encoding': 'chunked' } });
      body.end('two');
      expect(await answer).toMatchObject({ status: 200, body: 'one two' });
    }
  });
});

test('bodies stream both ways without being held, 32 MB of them unharmed', async () => {
  await serve((incoming, answer) => incoming.pipe(answer));
  const { port } = new URL(front.url);
  const chunk = Buffer.alloc(1024 * 1024, 'phaseline');
  const [sent, received] = [createHash('sha256'), createHash('sha256')];
  await new Promise<void>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method: 'POST', agent: false }, (response) => {
      response.on('data', (data: Buffer) => received.update(data));
      response.on('end', resolve);
    });
    outgoing.on('error', reject);
    const write = (left: number): void => {
      if (left === 0) return void outgoing.end();
      sent.update(chunk);
      outgoing.write(chunk, () => write(left - 1));
    };
    write(32);
  });
  expect(received.digest('hex')).toBe(sent.digest('hex'));
});

describe('what can go wrong', () => {
  test('no registered target: 503', async () => {
    expect(await ask()).toMatchObject({ status: 503, headers: { server: 'awselb/2.0' } });
  });

  test('a target that is gone without a word: 502', async () => {
    await serve((_, answer) => answer.end());
    elb.environment.network.withdraw(TARGET);
    expect((await ask()).status).toBe(502);
  });

  test('a connection that is refused: 502', async () => {
    const server = await serve((_, answer) => answer.end());
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect((await ask()).status).toBe(502);
  });

  test('a target that resets: 502, and the request is not sent again', async () => {
    let seen = 0;
    await serve((incoming) => {
      seen += 1;
      incoming.socket.resetAndDestroy();
    });
    expect((await ask({ method: 'POST', body: 'order' })).status).toBe(502);
    expect(seen).toBe(1);
  });

  test.each([
    'HTTP/1.1 0 Nothing\r\ncontent-length: 0\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    'SPAM/1.0 eggs\r\n\r\n',
  ])('a target that answers %j: 502', async (bytes) => {
    await serve((incoming) => incoming.socket.end(bytes));
    expect((await ask()).status).toBe(502);
  });

  test('an answer that breaks off is not made to look whole', async () => {
    await serve((_, answer) => {
      answer.writeHead(200, { 'content-length': 100 });
      answer.write('half', () => answer.destroy());
    });
    await expect(ask()).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });

  test('a target that does not answer within the idle timeout: 504', async () => {
    await setLoadBalancer('idle_timeout.timeout_seconds', '1');
    await serve(() => undefined);
    expect((await ask()).status).toBe(504);
  });

  test('a client that hangs up ends the request at the target as well', async () => {
    const outgoing = request(front.url).on('error', () => undefined);
    let over = false;
    await serve((incoming) => {
      incoming.on('close', () => (over = true));
      outgoing.destroy();
    });
    outgoing.end();
    await until(() => expect(over).toBe(true));
  });
});

describe('targets', () => {
  const named =
    (name: string): Handler =>
    (_, answer) =>
      answer.end(name);

  test('take turns', async () => {
    await serve(named('a'));
    await serve(named('b'), '172.31.0.11');
    const bodies = [];
    for (let turn = 0; turn < 6; turn += 1) bodies.push((await ask()).body);
    expect(bodies.sort()).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
  });

  test('the least busy one is chosen where that is asked for', async () => {
    await elb.call('ModifyTargetGroupAttributes', {
      TargetGroupArn: front.groupArn,
      Attributes: [{ Key: 'load_balancing.algorithm.type', Value: 'least_outstanding_requests' }],
    });
    const stuck: (() => void)[] = [];
    await serve((incoming, answer) => {
      if (incoming.url === '/slow') stuck.push(() => answer.end('slow'));
      else answer.end('a');
    });
    const slow = ask({ path: '/slow' });
    await until(() => expect(stuck).toHaveLength(1));
    await serve(named('b'), '172.31.0.11');
    for (let turn = 0; turn < 4; turn += 1) expect((await ask()).body).toBe('b');
    stuck[0]?.();
    expect((await slow).body).toBe('slow');
  });

  test('a client sticks to one when stickiness is on', async () => {
    await elb.call('ModifyTargetGroupAttributes', {
      TargetGroupArn: front.groupArn,
      Attributes: [{ Key: 'stickiness.enabled', Value: 'true' }],
    });
    await serve(named('a'));
    await serve(named('b'), '172.31.0.11');
    const first = await ask();
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0];
    expect(cookie).toMatch(/^AWSALB=/);
    for (let turn = 0; turn < 5; turn += 1)
      expect((await ask({ headers: { cookie } })).body).toBe(first.body);
  });

  test('one that drains ends what it has begun and gets nothing new; the client keeps its connection', async () => {
    const stuck: (() => void)[] = [];
    await serve((_, answer) => void stuck.push(() => answer.end('old')));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const before = ask({ agent });
    await until(() => expect(stuck).toHaveLength(1));
    await serve(named('new'), '172.31.0.11');
    await elb.call('DeregisterTargets', { TargetGroupArn: front.groupArn, Targets: [{ Id: TARGET }] });
    expect(await healthOf(elb, front, TARGET)).toEqual({
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
    });
    expect((await ask()).body).toBe('new');
    stuck[0]?.();
    expect((await before).body).toBe('old');
    await until(async () =>
      expect(await healthOf(elb, front, TARGET)).toEqual({
        State: 'unused',
        Reason: 'Target.NotRegistered',
      }),
    );
    const [socket] = Object.values(agent.freeSockets).flat();
    expect((await ask({ agent })).body).toBe('new');
    expect(Object.values(agent.freeSockets).flat()).toEqual([socket]);
    agent.destroy();
  });
});

test('a WebSocket handshake and what follows go to a target and back', async () => {
  const server = await serve((_, answer) => answer.end());
  server.on('upgrade', (incoming, socket) => {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-From: ${String(incoming.headers['x-forwarded-for'])}\r\n\r\n`,
    );
    socket.pipe(socket);
  });
  const { port } = new URL(front.url);
  const socket = connect({ host: '127.0.0.1', port: Number(port) } satisfies Partial<AddressInfo> & {
    host: string;
  });
  let received = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
  socket.write(
    'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\nSec-WebSocket-Version: 13\r\n\r\n',
  );
  await until(() => expect(received).toMatch(/^HTTP\/1\.1 101 .*X-From: 127\.0\.0\.1\r\n\r\n$/s));
  socket.write('hello');
  await until(() => expect(received).toMatch(/hello$/));
  socket.destroy();
});
