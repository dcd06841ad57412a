import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** How a command ended. */
export interface Step {
  readonly command: string;
  readonly ok: boolean;
  /** What it printed, without colours. */
  readonly lines: readonly string[];
}

/** Runs a command, showing what it prints, and keeps that. */
export async function runStep([command = '', ...parameters]: readonly string[], cwd: string): Promise<Step> {
  const child = spawn(command, parameters, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.setEncoding('utf8');
    from.on('data', (text: string) => {
      printed += text;
      to.write(text);
    });
  }
  const ok = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      printed += String(error);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
  const lines = stripVTControlCharacters(printed).split('\n');
  return { command: [command, ...parameters].join(' '), ok, lines };
}
