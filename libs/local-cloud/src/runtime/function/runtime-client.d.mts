/** See `runtime-client.mjs`. */
export function createRuntimeClient(address: string): {
  next(): Promise<{ headers: Record<string, string>; body: Buffer }>;
  post(path: string, body: string, headers?: Record<string, string>): Promise<unknown>;
};
