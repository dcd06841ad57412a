import { startLocalCloud } from '@phaseline/local-cloud';
import { chooseRuntime } from './choose-runtime.ts';
import { readChoice, readFlags, readInteger, runCommand, UsageError } from './command-line.ts';

const help = `
Usage: npm run cloud -- [flags]

Runs the local cloud until Ctrl-C and prints what a client must have in its environment.

  --port N                   listen on this port of 127.0.0.1 (default 4566; 0: any free one)
  --data DIR                 keep all state in DIR (default: in memory, gone at the end)
  --runtime docker|process   how tasks run (default: docker when an engine answers, else process)
  --region REGION            default us-east-1
  --help
`;

await runCommand(help, async (parameters, signal) => {
  const flags = readFlags(parameters, {
    port: { type: 'string', default: '4566' },
    data: { type: 'string' },
    runtime: { type: 'string' },
    region: { type: 'string' },
  });
  const asked =
    flags.runtime === undefined
      ? undefined
      : readChoice('runtime', flags.runtime, ['docker', 'process'] as const);
  const cloud = await startLocalCloud({
    port: readInteger('port', flags.port, 0, 65_535),
    dataDir: flags.data,
    runtime: await chooseRuntime(asked),
    region: flags.region,
  }).catch((error: unknown) => {
    throw error instanceof RangeError ? new UsageError(error.message, { cause: error }) : error;
  });
  for (const [name, value] of Object.entries(cloud.env)) console.log(`export ${name}=${quoted(value)}`);
  console.log(`# inbox  ${cloud.url}/_cloud/inbox`);
  console.log(`# logs   ${cloud.url}/_cloud/logs`);
  console.log(`# calls  ${cloud.url}/_cloud/calls`);
  console.log(`# all    ${cloud.url}/_cloud/`);
  console.log(`# Tasks run as ${cloud.runtime}. Ctrl-C stops everything.`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await cloud.stop();
  return 0;
});

/** A value as a shell takes it back. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]*$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
