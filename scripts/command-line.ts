import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The command was called wrongly; ends with exit code 2. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}

/**
 * Reads a command's flags.
 *
 * @throws UsageError for an unknown flag, a missing value or a word too many.
 */
export function readFlags<Options extends NonNullable<ParseArgsConfig['options']>>(
  parameters: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...parameters], options, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error),
      { cause: error },
    );
  }
}

/** A whole number within bounds, both included. @throws UsageError naming flag, value and bounds. */
export function readInteger(flag: string, text: string, minimum: number, maximum: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
    throw new UsageError(`--${flag} ${text}: expected a whole number from ${minimum} to ${maximum}`);
  }
  return value;
}

/** One of a few words. @throws UsageError naming them. */
export function readChoice<Choice extends string>(
  flag: string,
  text: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw new UsageError(`--${flag} ${text}: expected ${choices.join(', ')}`);
  return choice;
}

/**
 * Runs a command: an error is one clear line (exit code 1, 2 for wrong usage), Ctrl-C or SIGTERM aborts the signal once so that
 * everything is put away (exit code 130), a second one ends at once.
 *
 * @param main does the work; its number is the exit code.
 */
export async function runCommand(
  help: string,
  main: (parameters: readonly string[], signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const parameters = process.argv.slice(2);
  if (parameters.includes('--help') || parameters.includes('-h')) {
    console.log(help.trim());
    return;
  }
  const abort = new AbortController();
  const cancel = () => {
    if (abort.signal.aborted) process.exit(130);
    abort.abort(new Error('stopped by a signal'));
  };
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  // A reader that went away (npm start | head) is a reason to stop, not to crash.
  process.stdout.on('error', cancel);
  try {
    process.exitCode = await main(parameters, abort.signal);
  } catch (error) {
    if (abort.signal.aborted) {
      console.error('Stopped; everything that was started has been put away.');
      process.exitCode = 130;
    } else {
      console.error(oneLine(error));
      if (error instanceof UsageError) console.error('See --help.');
      process.exitCode = error instanceof UsageError ? 2 : 1;
    }
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
  }
}

/** An error and its causes as one line. */
export function oneLine(error: unknown): string {
  const messages: string[] = [];
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    const message = (current.message || current.name).trim();
    if (!messages.some((known) => known.includes(message))) messages.push(message);
  }
  return `Error: ${messages.length === 0 ? String(error) : messages.join(': ')}`;
}
