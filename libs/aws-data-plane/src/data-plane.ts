import { createDataPlaneOver, type DataPlane, type DataPlaneOptions } from './data-plane-over.ts';
import { createPools } from './http/pools.ts';
import { createLeanTransport } from './http/lean-transport.ts';

export type { DataPlane, DataPlaneOptions } from './data-plane-over.ts';

/**
 * A signed client for SQS, SNS, DynamoDB, SES and Logs that finds AWS by the standard environment variables. Nothing connects and no
 * credentials are fetched before the first call. Throws when no region is set or an endpoint is no URL.
 */
export function createDataPlane(options: DataPlaneOptions = {}): DataPlane {
  return createDataPlaneOver(createPools, options);
}

/**
 * {@link createDataPlane} for a function: straight on sockets, which costs less than half of undici's pools until some thousand
 * calls have been made, and next to nothing to load.
 */
export function createLeanDataPlane(options: DataPlaneOptions = {}): DataPlane {
  return createDataPlaneOver(createLeanTransport, options);
}
