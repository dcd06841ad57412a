import type { IncomingMessage, ServerResponse } from 'node:http';

/** Who signed a request: the account's root user, a role's session, another AWS service acting in-process, or nobody. */
export interface Principal {
  readonly kind: 'root' | 'role' | 'service' | 'anonymous';
  /**
   * Root's ARN, or that of a role's session (`arn:aws:sts::<account>:assumed-role/<role>/<session>`); for a service its
   * principal name, e.g. `sns.amazonaws.com`.
   */
  readonly arn: string;
  /** Of a role's session: the key that signed, since sessions may share a name. */
  readonly accessKeyId?: string;
}

/** What an operation may know about the request it answers. */
export interface RequestContext {
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  /** `http://` and the Host header of this very request: URLs handed out must carry the name the caller used. */
  readonly origin: string;
  readonly principal: Principal;
  /** Aborted when the caller hangs up or the cloud stops; long polls end on it. */
  readonly signal: AbortSignal;
}

/** One AWS API operation. Throws {@link AwsError} for every answer that is not a success. */
export type Operation<Input, Output> = (input: Input, context: RequestContext) => Output | Promise<Output>;

/** Paths on the cloud's own port that are no AWS API, e.g. `/v2/` of the registry. The longest prefix wins. */
export interface HttpHook {
  /** Matches the path itself and everything under it, e.g. `/_cloud/inbox`. */
  readonly prefix: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** A line for the index page `/_cloud/`, where a person may want to look. */
  readonly title?: string;
}

/** One AWS service: its operations by API name, and its life. */
export interface Service {
  /** The name in the credential scope of `Authorization`, e.g. `elasticloadbalancing`. */
  readonly signingName: string;
  // Each service keeps its own precise operation types; the router only needs to find and call one.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly operations: Readonly<Record<string, Operation<any, any>>>;
  /** What it answers beside its API. */
  readonly http?: HttpHook | readonly HttpHook[];
  /** Starts background work (schedulers, listeners). Not called before every service exists. */
  start?(): Promise<void>;
  /** Stops background work and ends everything this service started. */
  stop?(): Promise<void>;
  /** The state to keep with `--data DIR`, as plain JSON. */
  snapshot?(): unknown;
  /** Takes back what {@link Service.snapshot} gave. Called before {@link Service.start}. */
  restore?(snapshot: unknown): void;
}

/** An error as AWS answers it: the modelled code, the HTTP status (from the model when absent) and extra members. */
export class AwsError extends Error {
  readonly code: string;
  readonly statusCode: number | undefined;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { statusCode?: number; members?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = code;
    this.code = code;
    this.statusCode = options.statusCode;
    this.members = options.members ?? {};
  }
}
