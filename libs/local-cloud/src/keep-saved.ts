/** Saves shortly after changes, never twice at once, and at the end. */
export interface Saver {
  readonly changed: () => void;
  /** Saves a last time. */
  stop(): Promise<void>;
  /** Saves no more: where a cloud did not start, what lies there is not its own. */
  letGo(): void;
}

/** Changes within this many milliseconds are saved together. */
const GATHER = 300;
/** Things also change without a call (tasks end, messages age): look every so many milliseconds. */
const LOOK = 5000;

/** @param save Writes the state; it must itself do nothing where nothing changed. */
export function keepSaved(save: () => Promise<void>): Saver {
  let pending: NodeJS.Timeout | undefined;
  let failed = false;
  const run = async (): Promise<void> => {
    pending = undefined;
    try {
      await save();
      failed = false;
    } catch (error) {
      // Said once, not at every change: a full disk fails each of them.
      if (!failed) console.error(`The state was not saved: ${(error as Error).message}`);
      failed = true;
    }
  };
  const look = setInterval(() => void run(), LOOK);
  look.unref();
  const letGo = (): void => {
    clearInterval(look);
    clearTimeout(pending);
  };
  return {
    changed() {
      if (pending !== undefined) return;
      pending = setTimeout(() => void run(), GATHER);
      pending.unref();
    },
    async stop() {
      letGo();
      await run();
    },
    letGo,
  };
}
