import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { seededRandom } from '../../../control/random.ts';
import { serve, type Listening } from '../../../http/serve.ts';
import type { ZoneRecord } from '../model.ts';
import { forward, refuse } from './forward.ts';
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

/** A front over the zones as they are at each request. */
export function createFront(zones: ReadonlyMap<string, ZoneRecord>): Front {
  const agent = new Agent({ keepAlive: true });
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
    const name = nameOf(request, names);
    const host = name === undefined ? undefined : hostFor(request, name);
    if (name === undefined || host === undefined) {
      const known = names.length === 0 ? 'there is none yet' : `there are ${names.join(', ')}`;
      request.resume();
      return refuse(response, 404, `No record leads from '${request.headers.host}' anywhere; ${known}`);
    }
    const ofName = counts.get(name) ?? new Map<string, number>();
    counts.set(name, ofName.set(host, (ofName.get(host) ?? 0) + 1));
    forward(request, response, host, agent);
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
    },
    async stop() {
      await listening?.close();
      agent.destroy();
    },
  };
}

/** The name a client asked for: its Host, also with `.localhost` behind it; where only one name is, that one. */
function nameOf({ headers }: IncomingMessage, names: readonly string[]): string | undefined {
  const host = (headers.host ?? '')
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/\.localhost$/, '');
  const asked = `${host.replace(/\.$/, '')}.`;
  if (names.includes(asked)) return asked;
  const isAddress = /^(127\.0\.0\.1|localhost|\[::1\])$/.test(host);
  return isAddress && names.length === 1 ? names[0] : undefined;
}
