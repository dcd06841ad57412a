import type { Server } from 'node:http';
import type { CertificateReader } from '../../acm/index.ts';
import { serve, type Listening } from '../../../http/serve.ts';
import { type DomainRecord, mappedTo } from '../domain-names.ts';
import type { ApiRecord } from '../model.ts';
import { answerRequest, type DataPlaneDeps } from './answer-request.ts';
import { createThrottle } from './throttle.ts';

/** The ports on which APIs answer. */
export interface DataPlane {
  /** Begins to answer for an API, on its old port where that is free; returns the port. */
  open(api: ApiRecord): Promise<number>;
  close(api: ApiRecord): Promise<void>;
  /** Begins to answer for a custom domain name, by TLS; returns the port. */
  openDomain(domain: DomainRecord): Promise<number>;
  closeDomain(domain: DomainRecord): Promise<void>;
  /** What answers at a port; undefined where nothing of this does. */
  serverAt(port: number): Server | undefined;
  stop(): Promise<void>;
}

export function createDataPlane(
  deps: DataPlaneDeps & { certificates: CertificateReader; apis: ReadonlyMap<string, ApiRecord> },
): DataPlane {
  const listening = new Map<string, Listening>();
  const throttle = createThrottle(deps.clock);
  return {
    async open(api) {
      const listen = (port: number): Promise<Listening> =>
        serve(port, (request, response) => answerRequest({ ...deps, throttle }, api, request, response));
      const held = await listen(api.port).catch(() => listen(0));
      listening.set(api.id, held);
      return held.port;
    },
    async close(api) {
      const held = listening.get(api.id);
      listening.delete(api.id);
      throttle.forget(api.id);
      await held?.close();
    },
    async openDomain(domain) {
      const listen = (port: number): Promise<Listening> =>
        serve(
          port,
          async (request, response) => {
            const mapped = mappedTo(domain, deps);
            if (!mapped) {
              request.resume();
              response.writeHead(403, { 'content-type': 'application/json' });
              response.end('{"message":"Forbidden"}');
              return;
            }
            await answerRequest({ ...deps, throttle }, mapped.api, request, response, mapped.stage);
          },
          deps.certificates.certificate(domain.certificateArn),
        );
      const held = await listen(domain.port).catch(() => listen(0));
      listening.set(domain.name, held);
      return held.port;
    },
    async closeDomain(domain) {
      const held = listening.get(domain.name);
      listening.delete(domain.name);
      await held?.close();
    },
    serverAt: (port) => [...listening.values()].find((held) => held.port === port)?.server,
    async stop() {
      const all = [...listening.values()];
      listening.clear();
      await Promise.all(all.map((held) => held.close()));
    },
  };
}
