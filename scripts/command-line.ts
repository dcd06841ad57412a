import { parseArgs, type ParseArgsConfig } from 'node:util';
import { listenForCancellation } from './cancellation.ts';

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
  refuseSwallowedFlags(parameters, Object.keys(options));
  try {
    return parseArgs({ args: [...parameters], options, allowPositionals: false, strict: true }).values;
  } catch (error) {
    // Of parseArgs's advice only the first sentence says what is wrong.
    throw new UsageError(error instanceof Error ? firstSentence(error.message) : String(error), {
      cause: error,
    });
  }
}

function firstSentence(text: string): string {
  return /^.*?(?=\.\s|\.?$)/m.exec(text)?.[0] ?? text;
}

// `npm start --serve` (without `--`) gives the flag to npm, which keeps it to itself and passes it on in the environment only.
function refuseSwallowedFlags(parameters: readonly string[], flags: readonly string[]): void {
  const event = process.env['npm_lifecycle_event'];
  // npm and node-gyp have settings of these names of their own, which people may have set for good.
  const ours = flags.filter((flag) => flag !== 'runtime' && flag !== 'json' && flag !== 'environment');
  const taken = ours.find((flag) => process.env[`npm_config_${flag}`] !== undefined);
  if (event === undefined || taken === undefined || parameters.includes(`--${taken}`)) return;
  const command = event === 'start' ? 'npm start' : `npm run ${event}`;
  throw new UsageError(`npm has kept --${taken} to itself: write ${command} -- --${taken} ...`);
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
 * Runs a command: an error is one clear line (exit code 1, 2 for wrong usage), Ctrl-C and its like abort the signal so that
 * everything is put away (exit code 130).
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
  const cancellation = listenForCancellation();
  try {
    const code = await main(parameters, cancellation.signal);
    process.exitCode = cancellation.signal.aborted ? 130 : code;
  } catch (error) {
    if (cancellation.signal.aborted) {
      console.error('Stopped; everything that was started has been put away.');
      process.exitCode = 130;
    } else {
      const isUsage = error instanceof UsageError;
      // What was typed wrongly is said in our own words; the cause would say it again.
      console.error(isUsage ? `${oneLine(new Error(error.message))} (--help shows how)` : oneLine(error));
      process.exitCode = isUsage ? 2 : 1;
    }
  } finally {
    cancellation.release();
  }
}

/** An error and its causes as one line. */
export function oneLine(error: unknown): string {
  const messages: string[] = [];
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    const message = (current.message || current.name).trim().replaceAll(/\s*\n\s*/g, ' ');
    if (!messages.some((known) => known.includes(message))) messages.push(message);
  }
  return `Error: ${messages.length === 0 ? String(error) : messages.join(': ')}`;
}
