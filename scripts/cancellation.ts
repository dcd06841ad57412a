import { readFileSync } from 'node:fs';

/** npm hands on what the terminal has already sent to everybody: two signals this close (ms) are one. */
const sameKeystroke = 1000;

/** A command's end as somebody asked for it. */
export interface Cancellation {
  readonly signal: AbortSignal;
  /** The command is over: signals mean again what they always do. */
  readonly release: () => void;
}

/**
 * Aborts a signal once, so that everything is put away, on Ctrl-C, SIGTERM, a terminal that was closed, a reader of our output that went
 * away (`npm start | head`), and when the npm that started us is gone. A second Ctrl-C, later, ends at once with exit code 130.
 */
export function listenForCancellation(): Cancellation {
  const abort = new AbortController();
  let since = 0;
  const cancel = () => {
    if (!abort.signal.aborted) {
      since = performance.now();
      abort.abort(new Error('stopped by a signal'));
    } else if (performance.now() - since > sameKeystroke) process.exit(130);
  };
  const stop = () => {
    if (!abort.signal.aborted) cancel();
  };
  const signals: NodeJS.Signals[] = [
    'SIGINT',
    'SIGTERM',
    ...(isHangUpIgnored() ? [] : (['SIGHUP'] as const)),
  ];
  for (const name of signals) process.on(name, cancel);
  process.stdout.on('error', stop);
  process.stderr.on('error', stop);
  const parent = process.ppid;
  const watch =
    process.env['npm_lifecycle_event'] === undefined
      ? undefined
      : setInterval(() => process.ppid !== parent && stop(), 500).unref();
  return {
    signal: abort.signal,
    release: () => {
      clearInterval(watch);
      for (const name of signals) process.off(name, cancel);
    },
  };
}

// Under nohup hang-ups are ignored, and a handler of ours would undo that. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
function isHangUpIgnored(): boolean {
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
    return (BigInt(`0x${mask}`) & 1n) === 1n;
  } catch {
    return false;
  }
}
