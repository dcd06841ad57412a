import { serve, type Listening } from '../../../http/serve.ts';
import type { ApiRecord } from '../model.ts';
import { answerRequest, type DataPlaneDeps } from './answer-request.ts';
import { createThrottle } from './throttle.ts';

/** The ports on which APIs answer. */
export interface DataPlane {
  /** Begins to answer for an API, on its old port where that is free; returns the port. */
  open(api: ApiRecord): Promise<number>;
  close(api: ApiRecord): Promise<void>;
  stop(): Promise<void>;
}

export function createDataPlane(deps: DataPlaneDeps): DataPlane {
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
    async stop() {
      const all = [...listening.values()];
      listening.clear();
      await Promise.all(all.map((held) => held.close()));
    },
  };
}
