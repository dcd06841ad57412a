import { getExecOutput } from '@actions/exec';
import type { RunCommand } from '@phaseline/images';

/** Runs docker by the actions toolkit, so that its output is in the job's log and secrets in it are masked. */
export const runCommand: RunCommand = async (command, parameters, options = {}) => {
  try {
    return await getExecOutput(command, [...parameters], {
      ignoreReturnCode: true,
      env: { ...(process.env as Record<string, string>), ...options.environment },
      ...(options.input !== undefined && { input: Buffer.from(options.input) }),
    });
  } catch (error) {
    // The toolkit throws where the command does not exist; that is an answer here, as in a shell.
    return { exitCode: 127, stdout: '', stderr: error instanceof Error ? error.message : String(error) };
  }
};
