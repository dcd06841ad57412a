import type { Reporter } from '../events.ts';
import { liveReporter } from './live-reporter.ts';
import { plainReporter } from './plain-reporter.ts';

/**
 * The reporter that suits `stream`: live on a terminal, plain lines anywhere else. NO_COLOR takes the colors away and TERM=dumb or CI
 * the redrawing. https://no-color.org
 */
export function terminalReporter(
  stream: NodeJS.WriteStream,
  options: { readonly env?: Readonly<Record<string, string | undefined>>; readonly logs?: boolean } = {},
): Reporter {
  const env = options.env ?? process.env;
  const colors = stream.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const write = (text: string): void => void stream.write(text);
  if (!stream.isTTY || env['TERM'] === 'dumb' || env['CI'] || options.logs) {
    return plainReporter({ write, colors, logs: options.logs ?? false });
  }
  return liveReporter({ write, colors, columns: () => stream.columns || 80, rows: () => stream.rows || 24 });
}
