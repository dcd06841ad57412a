// Loaded by `node --import` into every Node process of a task, before its own code. It stands in for the task's network
// namespace: a server on a container port really listens on a free loopback port, and connections to the task's own
// ports, or to other tasks' private addresses, go where those really listen. It is plain JavaScript, since every task and
// every health check would otherwise pay for stripping types.
import { readFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { isMainThread } from 'node:worker_threads';

const settings = new URL(import.meta.url).searchParams;
/** Holds `<address>/<port>`, each file with the real loopback port. */
const vpc = settings.get('vpc');
const address = settings.get('address');
const declared = new Set((settings.get('ports') ?? '').split(','));
const cloud = Number(settings.get('cloud'));

const WILDCARDS = new Set(['0.0.0.0', '::', '', undefined, null]);
const LOOPBACKS = new Set(['127.0.0.1', 'localhost', '::1', '[::1]', '0.0.0.0', '::']);
const file = (host, port) => `${vpc}/${host}/${port}`;

function realPort(host, port) {
  try {
    return Number(readFileSync(file(host, port), 'utf8'));
  } catch {
    return undefined;
  }
}

function publish(port, real) {
  mkdirSync(`${vpc}/${address}`, { recursive: true });
  const part = `${vpc}/.${address}-${port}-${process.pid}`;
  writeFileSync(part, String(real));
  renameSync(part, file(address, port));
}

/* oxlint-disable typescript/unbound-method -- prototypes' methods are kept here to be called with whatever `this` their callers have */
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  const callback = args.findLast((arg) => typeof arg === 'function');
  const [first, second] = args;
  const isOptions = typeof first === 'object' && first !== null;
  const options = isOptions
    ? { ...first }
    : {
        port: first,
        host: typeof second === 'string' ? second : undefined,
        backlog: args.find((arg, index) => index > 0 && typeof arg === 'number'),
      };
  const isPort = options.port !== undefined || args.length === 0 || typeof first === 'function';
  const isTcp =
    typeof options.path !== 'string' &&
    options.fd === undefined &&
    !('_handle' in options) &&
    !Number.isNaN(Number(options.port ?? 0));
  const own = WILDCARDS.has(options.host) || LOOPBACKS.has(options.host) || options.host === address;
  if (!isPort || !isTcp || !own || typeof first === 'function') return Reflect.apply(listen, this, args);
  const wanted = Number(options.port ?? 0);
  this.once('listening', () => {
    const real = Reflect.apply(net.Server.prototype.address, this, [])?.port;
    if (real === undefined) return;
    const shown = wanted === 0 ? real : wanted;
    publish(shown, real);
    this.once('close', () => {
      if (realPort(address, shown) === real) rmSync(file(address, shown), { force: true });
    });
    const host = options.host ?? '0.0.0.0';
    this.address = () => ({
      address: host === 'localhost' ? '127.0.0.1' : host,
      family: net.isIPv6(host) ? 'IPv6' : 'IPv4',
      port: shown,
    });
  });
  return Reflect.apply(listen, this, [
    { ...options, host: '127.0.0.1', port: 0 },
    ...(callback ? [callback] : []),
  ]);
};

function reroute(options) {
  // http's agent says `path: null` where it means a host and a port.
  if (
    options === null ||
    typeof options !== 'object' ||
    typeof options.path === 'string' ||
    (options.port ?? undefined) === undefined
  )
    return options;
  const host = options.host ?? 'localhost';
  const inside = LOOPBACKS.has(host) ? address : host.startsWith('172.31.') ? host : undefined;
  if (inside === undefined) return options;
  const real = realPort(inside, Number(options.port));
  if (real !== undefined) return { ...options, host: '127.0.0.1', port: real };
  // Nothing of this task listens there: port 1 refuses, instead of reaching a stranger on the host's loopback.
  return inside !== address || declared.has(String(options.port))
    ? { ...options, host: '127.0.0.1', port: 1 }
    : options;
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  // `net.connect` hands on its normalized arguments as one marked array, which has to stay that array.
  if (Array.isArray(args[0])) args[0][0] = reroute(args[0][0]);
  else if (typeof args[0] === 'object') args[0] = reroute(args[0]);
  else if (!Number.isNaN(Number(args[0]))) {
    const host = typeof args[1] === 'string' ? args[1] : undefined;
    const rest = args.slice(host === undefined ? 1 : 2);
    args = [reroute({ port: Number(args[0]), host }), ...rest];
  }
  return Reflect.apply(connect, this, args);
};

// The channel to the cloud is for one thing: when the cloud dies, however it dies, its tasks die with it.
if (isMainThread && process.ppid === cloud && process.channel) {
  process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
  process.channel.unref();
  // A container has no parent to talk to. The rest of the channel's members stay: Node itself uses them when it closes.
  delete process.send;
}
