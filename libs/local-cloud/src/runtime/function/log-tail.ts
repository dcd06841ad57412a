/** Passes logs on, and keeps the end of what one invocation logged. */
export interface LogTail {
  readonly log: (message: string) => void;
  begin(): void;
  /** What was logged since {@link LogTail.begin}: its last 4 KB. */
  end(): string;
}

const KEPT = 4096;

export function createLogTail(pass: (message: string) => void): LogTail {
  let kept = '';
  return {
    log(message) {
      pass(message);
      kept = (kept + (message.endsWith('\n') ? message : `${message}\n`)).slice(-KEPT);
    },
    begin() {
      kept = '';
    },
    end: () => kept,
  };
}
