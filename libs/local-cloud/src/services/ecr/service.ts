import { join } from 'node:path';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import { applyLifecycle } from './apply-lifecycle.ts';
import { seedBaseImage } from './base-image/seed-base-image.ts';
import { createBlobStore } from './blob-store.ts';
import { createOperations, type EcrOperations } from './operations/operations.ts';
import type { Ecr, FindDenied } from './records.ts';
import { handleRegistryRequest } from './registry/handler.ts';
import { restoreRepositories, takeSnapshot, type Snapshot } from './snapshot.ts';
import { createTokenIssuer } from './token.ts';

export interface EcrService extends Service {
  readonly operations: EcrOperations;
  /** `127.0.0.1:PORT/nodejs24@sha256:...`: for NODE_IMAGE. Known once started. */
  nodeImage(): string;
}

/** How often lifecycle policies are looked at, in milliseconds; they are also applied on every push. */
const LIFECYCLE_INTERVAL = 60_000;

/**
 * Elastic Container Registry: the API, and the registry itself for `/v2/` on the same port.
 * @param options.baseImage What `nodejs24` holds: `marker` when the runtime supplies Node, `node` a real one for Docker.
 * @param options.findDenied What a token's principal may do with the registry; everything when absent.
 */
export function createEcrService(
  environment: CloudEnvironment,
  options: { baseImage?: 'marker' | 'node'; findDenied?: FindDenied } = {},
): EcrService {
  const state = { tokens: createTokenIssuer() };
  const ecr: Ecr = {
    environment,
    repositories: new Map(),
    findDenied: options.findDenied ?? (() => undefined),
    blobs: createBlobStore(join(environment.directory, 'ecr')),
    get tokens() {
      return state.tokens;
    },
  };
  let timer: NodeJS.Timeout | undefined;
  let base = '';
  return {
    signingName: 'ecr',
    operations: createOperations(ecr),
    http: { prefix: '/v2', handle: (request, response) => handleRegistryRequest(ecr, request, response) },
    nodeImage: () => `${new URL(environment.origin()).host}/${base}`,
    async start() {
      base = await seedBaseImage(ecr, options.baseImage ?? 'marker');
      timer = setInterval(
        () => ecr.repositories.forEach((repository) => applyLifecycle(repository)),
        LIFECYCLE_INTERVAL,
      );
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
    },
    snapshot: () => takeSnapshot(ecr),
    restore(snapshot) {
      state.tokens = createTokenIssuer((snapshot as Snapshot).secret);
      restoreRepositories(ecr, snapshot as Snapshot);
    },
  };
}
