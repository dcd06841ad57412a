import { runCommand, UsageError } from './command-line.ts';
import { deploy } from './phaseline/deploy.ts';
import { destroy } from './phaseline/destroy.ts';
import { plan } from './phaseline/plan.ts';
import { rollback } from './phaseline/rollback.ts';
import { status } from './phaseline/status.ts';
import type { Subcommand } from './phaseline/subcommand.ts';
import { switchPhases } from './phaseline/switch.ts';
import { table } from './screen/table.ts';

const subcommands: Readonly<Record<string, Subcommand>> = {
  plan,
  deploy,
  switch: switchPhases,
  rollback,
  destroy,
  status,
};

const help = `
npm run phaseline -- COMMAND [options]

What the workflows do, from here, against the AWS that the environment names (AWS_ENDPOINT_URL, AWS_REGION, AWS_PROFILE, ...).

${table(Object.entries(subcommands).map(([name, { summary }]) => [`  ${name}`, summary])).join('\n')}

Each is a target of nx too: npx nx run scripts:COMMAND, with --environment for --env, which nx keeps to itself, and 1 for any exit code but 0.

COMMAND --help says more. Exit code 0: done; 1: failed; 2: wrong usage; 3: plan found changes; 130: stopped.
`;

const [name = '', ...parameters] = process.argv.slice(2);
const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
await runCommand(subcommand?.help ?? help, async (_, signal) => {
  if (subcommand === undefined) {
    throw new UsageError(
      `${name === '' ? 'which command?' : `unknown command ${name}:`} expected ${Object.keys(subcommands).join(', ')}`,
    );
  }
  return await subcommand.run(parameters, signal);
});
