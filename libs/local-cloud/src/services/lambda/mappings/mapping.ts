/** An event source mapping: a queue whose messages a function gets. */
export interface Mapping {
  readonly id: string;
  readonly queueArn: string;
  /** With its qualifier. */
  functionArn: string;
  state: 'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';
  /** What it shall be, once it is there. */
  enabled: boolean;
  batchSize: number;
  /** Seconds. */
  window: number;
  /** 2 to 1000; undefined: no bound of its own. */
  maximumConcurrency: number | undefined;
  reportsItemFailures: boolean;
  /** Patterns; a message that fits none is deleted. */
  filters: readonly string[];
  /** Milliseconds since the epoch. */
  lastModified: number;
  readonly tags: Map<string, string>;
}
