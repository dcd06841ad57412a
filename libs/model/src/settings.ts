/** What may differ between environments of the same shape. */
export interface Settings {
  /** The port that the API's container listens on. */
  readonly apiPort: number;
  /** The path that the load balancer asks for. */
  readonly healthPath: string;
  /** How long a message stays invisible to others once it is received; at least 6x what a handler may take. */
  readonly visibilityTimeoutSeconds: number;
  /** How often a message may be received before it goes to the dead-letter queue. */
  readonly maxReceiveCount: number;
  readonly logRetentionDays: number;
  readonly pointInTimeRecovery: boolean;
  /**
   * Visible messages per running task that workers scale towards: what a task does in the time that a message may wait
   * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html). A quarter of a vCPU takes a thousand in some ten seconds.
   */
  readonly backlogPerTask: number;
  /** Average CPU percentage that the API scales towards. */
  readonly targetCpuPercent: number;
  /** Messages that a worker function takes at most at once; more than ten need a batching window. */
  readonly batchSize: number;
  /** How long a batch is gathered; each second is a second that an order may wait. */
  readonly batchingWindowSeconds: number;
  /** Invocations of a worker function side by side; at least 2. */
  readonly maximumConcurrency: number;
  /** Requests per second that the HTTP API lets through, and at once. */
  readonly throttle: { readonly ratePerSecond: number; readonly burst: number };
}

/** The settings of an environment where nothing is said: production keeps logs and backups, others do not. */
export function defaultSettings(environment: string): Settings {
  const production = environment === 'production';
  return {
    apiPort: 3000,
    healthPath: '/health',
    visibilityTimeoutSeconds: 60,
    maxReceiveCount: 10,
    logRetentionDays: production ? 30 : 7,
    pointInTimeRecovery: production,
    backlogPerTask: 1000,
    targetCpuPercent: 60,
    batchSize: 10,
    batchingWindowSeconds: 0,
    maximumConcurrency: 10,
    throttle: { ratePerSecond: 1000, burst: 500 },
  };
}
