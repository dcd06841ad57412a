import { Agent, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { seededRandom } from '../../../control/random.ts';
import { serve, type Listening } from '../../../http/serve.ts';
import type { ZoneRecord } from '../model.ts';
import { forward, refuse } from './forward.ts';
import { tunnel } from './tunnel.ts';
import { frontNames, resolveHost } from './resolve.ts';

export interface FrontSettings {
  /** The same seed makes the same choices. */
  readonly seed: number;
  /** Whether every request is decided on, or every connection once, as a client with a cached answer does. */
  readonly per: 'request' | 'connection';
}

/** One port that stands for all names of all zones. */
export interface Front {
  readonly port: number;
  readonly settings: FrontSettings;
  /** How many requests each host has been sent since the start, by name and host. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Changes how targets are chosen and begins to count anew. */
  configure(settings: FrontSettings): void;
  start(preferred?: number): Promise<void>;
  stop(): Promise<void>;
}

/** What a front must know of what names lead to. */
export interface Surroundings {
  /** The port at which a target, by its own port, speaks TLS; undefined where it does not. */
  readonly securePort: (port: number) => number | undefined;
  /** What answers at a target's port: its listener for TLS where it has one. Undefined where that is none of this cloud's own. */
  readonly serverAt: (port: number) => Server | undefined;
}

/** A front over the zones as they are at each request. */
export function createFront(
  zones: ReadonlyMap<string, ZoneRecord>,
  { securePort, serverAt }: Surroundings,
): Front {
  const agent = new Agent({ keepAlive: true });
  const tunnels = new Set<Duplex>();
  const counts = new Map<string, Map<string, number>>();
  let settings: FrontSettings = { seed: 1, per: 'request' };
  let random = seededRandom(settings.seed);
  let decided = new WeakMap<Socket, Map<string, string>>();
  let listening: Listening | undefined;

  const hostFor = (request: IncomingMessage, name: string): string | undefined => {
    const known = decided.get(request.socket)?.get(name);
    if (settings.per === 'connection' && known !== undefined) return known;
    const host = resolveHost([...zones.values()], name, random);
    if (host === undefined) return undefined;
    const ofSocket = decided.get(request.socket) ?? new Map<string, string>();
    decided.set(request.socket, ofSocket.set(name, host));
    return host;
  };

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const names = frontNames(zones.values());
    const name = nameOf(request.headers.host, names);
    const host = name === undefined ? undefined : hostFor(request, name);
    if (name === undefined || host === undefined) {
      const known = names.length === 0 ? 'there is none yet' : `there are ${names.join(', ')}`;
      request.resume();
      return refuse(response, 404, `No record leads from '${request.headers.host}' anywhere; ${known}`);
    }
    count(name, host);
    const server = serverAt(portOf(host));
    // A client that has asked DNS has one connection, to the target. So it is here: no second one, and the target's answer is the client's.
    if (server) server.emit('request', request, response);
    else forward(request, response, host, agent);
  };
  const count = (name: string, host: string): void => {
    const ofName = counts.get(name) ?? new Map<string, number>();
    counts.set(name, ofName.set(host, (ofName.get(host) ?? 0) + 1));
  };

  /**
   * A client that has this front as its proxy asks for a connection to a name: it gets one, and speaks TLS itself. A name that no zone here has
   * is connected to as it is: whoever has this as its proxy for one name has it for all.
   */
  const connect = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const [, asked = '', wanted = '443'] = /^(.*?)(?::(\d+))?$/.exec(request.url ?? '') ?? [];
    const name = nameOf(asked, frontNames(zones.values()));
    const host = name === undefined ? undefined : hostFor(request, name);
    const own = host === undefined ? 0 : portOf(host);
    const port = wanted === '443' ? securePort(own) : own;
    tunnels.add(socket);
    socket.on('close', () => tunnels.delete(socket));
    if (name === undefined) return tunnel(socket, head, { host: asked, port: Number(wanted) });
    if (host !== undefined && port !== undefined) count(name, host);
    tunnel(socket, head, port === undefined ? undefined : { host: '127.0.0.1', port });
  };

  return {
    get port() {
      return listening?.port ?? 0;
    },
    get settings() {
      return settings;
    },
    counts,
    configure(next) {
      settings = next;
      random = seededRandom(next.seed);
      decided = new WeakMap();
      counts.clear();
    },
    async start(preferred = 0) {
      const handle = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
        Promise.resolve(answer(request, response));
      listening = await serve(preferred, handle).catch(() => serve(0, handle));
      listening.server.on('connect', connect);
    },
    async stop() {
      for (const socket of tunnels) socket.destroy();
      await listening?.close();
      agent.destroy();
    },
  };
}

/** The name a client asked for: its Host, also with `.localhost` behind it; where only one name is, that one. */
function nameOf(asked = '', names: readonly string[]): string | undefined {
  const host = asked
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/\.localhost$/, '');
  const name = `${host.replace(/\.$/, '')}.`;
  if (names.includes(name)) return name;
  const isAddress = /^(127\.0\.0\.1|localhost|\[::1\])$/.test(host);
  return isAddress && names.length === 1 ? names[0] : undefined;
}

function portOf(host: string): number {
  return Number(/:(\d+)$/.exec(host)?.[1] ?? 80);
}
