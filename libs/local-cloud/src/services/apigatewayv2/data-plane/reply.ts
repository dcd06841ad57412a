/** What goes back to the client. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** What the access log is told of the integration, and of what went wrong. */
  readonly trace?: IntegrationTrace;
}

export interface IntegrationTrace {
  readonly status?: number | undefined;
  readonly latency?: number | undefined;
  readonly error?: string | undefined;
}

/** An answer of API Gateway's own. */
export function ownReply(status: number, message: string, trace?: IntegrationTrace): Reply {
  return {
    status,
    headers: [['content-type', 'application/json']],
    body: Buffer.from(JSON.stringify({ message })),
    ...(trace === undefined ? {} : { trace }),
  };
}

export const serverError = (error: string, trace: IntegrationTrace = {}): Reply =>
  ownReply(500, 'Internal Server Error', { ...trace, error });
