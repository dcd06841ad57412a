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
  /** Visible messages per running task that workers scale towards. */
  readonly backlogPerTask: number;
  /** Average CPU percentage that the API scales towards. */
  readonly targetCpuPercent: number;
}

/** The settings of an environment where nothing is said: production keeps logs and backups, others do not. */
export function defaultSettings(environment: string): Settings {
  const production = environment === 'production';
  return {
    apiPort: 3000,
    healthPath: '/health',
    visibilityTimeoutSeconds: 60,
    maxReceiveCount: 5,
    logRetentionDays: production ? 30 : 7,
    pointInTimeRecovery: production,
    backlogPerTask: 100,
    targetCpuPercent: 60,
  };
}
