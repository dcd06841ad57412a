/** What became of waiting for a group. */
export type Admission =
  | { readonly kind: 'entered'; readonly leave: () => void }
  | { readonly kind: 'superseded' };

interface Group {
  running: { readonly cancel: () => void } | undefined;
  waiting: { readonly admit: (admission: Admission) => void; readonly cancel: () => void }[];
}

/**
 * Concurrency groups: one holder at a time. By default one may wait and a newcomer takes its place (GitHub cancels the older);
 * with queue `max` all wait in order. Groups are shared by every run in this process.
 * https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
 */
export class ConcurrencyGroups {
  readonly #groups = new Map<string, Group>();

  /**
   * Waits for `name`. `cancel` is called when a newcomer with cancel-in-progress wants the group; the holder still has to leave.
   * `waits` is called when the group is taken at first. `signal` gives up waiting.
   */
  async enter(
    name: string,
    options: {
      readonly cancelInProgress: boolean;
      readonly queue: 'single' | 'max';
      readonly cancel: () => void;
      readonly waits: () => void;
      readonly signal: AbortSignal;
    },
  ): Promise<Admission> {
    // GitHub's groups are case-insensitive.
    const key = name.toLowerCase();
    const group = this.#groups.get(key) ?? { running: undefined, waiting: [] };
    this.#groups.set(key, group);
    if (group.running === undefined) return this.#enter(key, group, options.cancel);
    options.waits();
    if (options.queue === 'single') {
      for (const older of group.waiting.splice(0)) older.admit({ kind: 'superseded' });
    }
    if (options.cancelInProgress) group.running.cancel();
    return new Promise((resolve) => {
      const entry = { admit: resolve, cancel: options.cancel };
      group.waiting.push(entry);
      options.signal.addEventListener(
        'abort',
        () => {
          const at = group.waiting.indexOf(entry);
          if (at < 0) return;
          group.waiting.splice(at, 1);
          resolve({ kind: 'superseded' });
        },
        { once: true },
      );
    });
  }

  #enter(key: string, group: Group, cancel: () => void): Admission {
    group.running = { cancel };
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      group.running = undefined;
      const next = group.waiting.shift();
      if (next) next.admit(this.#enter(key, group, next.cancel));
      else this.#groups.delete(key);
    };
    return { kind: 'entered', leave };
  }
}

/** The groups of this process. */
export const processGroups = new ConcurrencyGroups();
