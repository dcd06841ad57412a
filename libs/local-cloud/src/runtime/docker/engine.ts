import { request, type IncomingMessage } from 'node:http';
import { json, text } from 'node:stream/consumers';

/** An answer of the engine that is no success. */
export class EngineError extends Error {
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.status = status;
  }
}

/** A Docker engine behind its unix socket. https://docs.docker.com/reference/api/engine/ */
export interface Engine {
  /** @throws EngineError with the engine's own message; statuses in `accept` are no error. */
  call<Output>(method: string, path: string, options?: CallOptions): Promise<Output>;
  /** The answer's body as it comes. */
  stream(method: string, path: string, options?: CallOptions): Promise<IncomingMessage>;
}

interface CallOptions {
  /** Sent as JSON, or bytes as they are. */
  readonly body?: object | Buffer | undefined;
  readonly headers?: Record<string, string>;
  readonly accept?: readonly number[];
  /** Milliseconds of silence after which the engine is given up. */
  readonly patience?: number;
}

/** An engine that is asked whether it is there and says nothing for this many milliseconds is broken. */
const PING_PATIENCE = 3000;

/** The engine's socket: DOCKER_HOST's when that is a unix socket, else the usual one. */
export const engineSocket = (host = process.env['DOCKER_HOST']): string =>
  host?.startsWith('unix://') ? host.slice('unix://'.length) : '/var/run/docker.sock';

export function createEngine(socketPath = engineSocket()): Engine {
  async function stream(method: string, path: string, options: CallOptions = {}): Promise<IncomingMessage> {
    const body =
      options.body === undefined || Buffer.isBuffer(options.body)
        ? options.body
        : JSON.stringify(options.body);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = request({
        socketPath,
        method,
        path,
        headers: {
          host: 'docker',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        },
      });
      if (options.patience !== undefined) {
        outgoing.setTimeout(options.patience, () => outgoing.destroy(new Error('it says nothing')));
      }
      outgoing.once('response', resolve);
      outgoing.once('error', (cause) =>
        reject(
          new EngineError(
            0,
            `The Docker engine does not answer at ${socketPath}; start it, or use the process runtime`,
            { cause },
          ),
        ),
      );
      outgoing.end(body);
    });
    const status = response.statusCode ?? 0;
    if (status < 300 || options.accept?.includes(status)) return response;
    const answer = await text(response);
    let message = answer;
    try {
      message = (JSON.parse(answer) as { message: string }).message;
    } catch {
      // An engine in trouble may answer something else than JSON; then that is the message.
    }
    throw new EngineError(status, message);
  }
  return {
    stream,
    async call<Output>(method: string, path: string, options?: CallOptions) {
      const response = await stream(method, path, options);
      const isJson = response.headers['content-type']?.startsWith('application/json') === true;
      return (isJson ? await json(response) : await text(response)) as Output;
    },
  };
}

/** Whether a Docker engine answers. */
export async function isEngineAvailable(engine: Engine = createEngine()): Promise<boolean> {
  return engine.call('GET', '/_ping', { patience: PING_PATIENCE }).then(
    () => true,
    () => false,
  );
}
