import { spawn } from 'node:child_process';

/** Runs a command to its end. Given from outside, so that an action can use its own toolkit. */
export type RunCommand = (
  command: string,
  parameters: readonly string[],
  options?: { readonly input?: string; readonly environment?: Readonly<Record<string, string>> },
) => Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;

/** Runs a command with `node:child_process`; a command that does not exist has exit code 127. */
export const runCommand: RunCommand = (command, parameters, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      env: { ...process.env, ...options.environment },
      stdio: 'pipe',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT')
        resolve({ exitCode: 127, stdout, stderr: `${command}: command not found` });
      else reject(error);
    });
    child.on('close', (code) => resolve({ exitCode: code ?? 1, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
