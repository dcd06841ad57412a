/** What one run of one contender took. */
export interface Figures {
  readonly messages: number;
  /** User and system time, in seconds. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

/** Counts handled messages; `full` resolves at `messages`. The handler waits as for a short call. */
export function createWork(messages: number): { handle(): Promise<void>; readonly full: Promise<void> } {
  let handled = 0;
  let done: () => void = () => undefined;
  const full = new Promise<void>((resolve) => (done = resolve));
  return {
    full,
    async handle() {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (++handled === messages) done();
    },
  };
}

/** Runs `work` between two readings of this process's clocks and prints {@link Figures}. */
export async function measure(messages: number, work: () => Promise<void>): Promise<void> {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const figures: Figures = {
    messages,
    cpuSeconds: (user + system) / 1e6,
    wallSeconds: (performance.now() - startedAt) / 1000,
  };
  console.log(JSON.stringify(figures));
}
