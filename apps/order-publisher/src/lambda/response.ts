import type { ApiResult } from './api-event.ts';

/** An answer while it is made; `sent` ends that. */
export interface LambdaResponse {
  statusCode: number;
  readonly headers: Map<string, string>;
  readonly cookies: string[];
  readonly sent: boolean;
  /** Fixes status, headers and body; only the first call counts. */
  send(body: string): void;
  /** Resolves once it is sent. */
  readonly result: Promise<ApiResult>;
}

/** An empty answer of status 200. */
export function createResponse(): LambdaResponse {
  const { promise, resolve } = Promise.withResolvers<ApiResult>();
  const headers = new Map<string, string>();
  const cookies: string[] = [];
  let sent = false;
  return {
    statusCode: 200,
    headers,
    cookies,
    get sent() {
      return sent;
    },
    send(body) {
      if (sent) return;
      sent = true;
      resolve({
        statusCode: this.statusCode,
        headers: Object.fromEntries(headers),
        ...(cookies.length > 0 && { cookies }),
        body,
        isBase64Encoded: false,
      });
    },
    result: promise,
  };
}
