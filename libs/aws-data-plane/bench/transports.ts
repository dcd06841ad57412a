import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createLeanTransport } from '../src/http/lean-transport.ts';
import { createPools } from '../src/http/pools.ts';

// What a call costs its process, over our sockets and over undici's pools, from the first call on. The server and each contender run in processes of their own:
// node libs/aws-data-plane/bench/transports.ts [ROUNDS, default 3]
const stages = [300, 2000, 20_000];
const atOnce = 16;
const contenders = { sockets: createLeanTransport, undici: createPools };
type Contender = keyof typeof contenders;

const [role = '3', origin = ''] = process.argv.slice(2);
if (role === 'server') serve();
else if (role in contenders) await measure(role as Contender);
else await compare(Number(role));

/** Answers every request alike, having read it whole. */
function serve(): void {
  const answer = 'HTTP/1.1 200 OK\r\nx-amzn-requestid: r\r\ncontent-length: 2\r\n\r\n{}';
  const server = createServer({ noDelay: true }, (socket) => {
    let held = '';
    socket.on('data', (bytes) => {
      held += bytes.toString('latin1');
      for (let end = held.indexOf('\r\n\r\n'); end >= 0; end = held.indexOf('\r\n\r\n')) {
        const length = end + 4 + Number(/content-length: (\d+)/i.exec(held)?.[1]);
        if (held.length < length) return;
        held = held.slice(length);
        socket.write(answer);
      }
    });
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

async function measure(contender: Contender): Promise<void> {
  const transport = contenders[contender]({ connections: 128, connectTimeoutMs: 3000 });
  const body = JSON.stringify({ text: 'x'.repeat(600) });
  const headers = {
    host: 'localhost',
    'content-type': 'application/x-amz-json-1.0',
    authorization: 'a'.repeat(200),
  };
  const costs: number[] = [];
  for (const calls of stages) {
    const before = process.cpuUsage();
    let left = calls;
    const caller = async (): Promise<void> => {
      while (left-- > 0)
        await transport.exchange(origin, {
          method: 'POST',
          path: '/',
          headers,
          body,
          headersTimeoutMs: 10_000,
        });
    };
    await Promise.all(Array.from({ length: atOnce }, caller));
    const { user, system } = process.cpuUsage(before);
    costs.push(Math.round((user + system) / calls));
  }
  process.send?.(costs);
  await transport.close();
}

async function compare(rounds: number): Promise<void> {
  const start = (...args: string[]) => fork(import.meta.filename, args);
  const server = start('server');
  const [port] = (await once(server, 'message')) as [number];
  console.log(`microseconds of processor time a call, calls ${stages.join(', then ')}`);
  for (let round = 0; round < rounds; round++) {
    for (const contender of Object.keys(contenders)) {
      const [costs] = (await once(start(contender, `http://127.0.0.1:${port}`), 'message')) as [number[]];
      console.log(`${contender.padEnd(8)} ${costs.join('  ')}`);
    }
  }
  server.kill();
}
