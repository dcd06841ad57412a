import { pipelineVariables } from '@phaseline/model';
import { bootstrapPipeline, createClients } from '@phaseline/reconciler';
import { describePlanned } from './bootstrap/describe-planned.ts';
import { readFlags, readInteger, runCommand, UsageError } from './command-line.ts';
import { readEnvironmentName } from './read-values.ts';

const help = `
npm run bootstrap-aws -- --repository OWNER/NAME [options]

Gives an AWS account what the workflows of one repository need: GitHub's OIDC identity provider, the boundary of the components' roles,
and the roles plan, deploy, preview and sweep. Shows what it would do; does it with --apply. AWS is found by the environment's
credentials. Safe to run again: what is right is not touched.

  --repository OWNER/NAME   the repository on GitHub
  --ids OWNER_ID/REPO_ID    its numeric ids, which tokens carry in repositories created or renamed since 2026-07-15:
                            gh api repos/OWNER/NAME --jq '"\\(.owner.id)/\\(.id)"'
  --environment NAME        an environment that the deploy role may deploy to; may be repeated (default production)
  --region NAME             where the system is deployed (default: as the environment says)
  --apply                   do it
  -h, --help

Exit code 0 when nothing is left to do, 3 when something is planned and --apply is not given, 1 if anything failed, 2 for wrong usage.
`;

/** Something is planned, and was not asked to be done. */
const PLANNED = 3;

await runCommand(help, async (parameters, signal) => {
  const flags = readFlags(parameters, {
    repository: { type: 'string' },
    ids: { type: 'string' },
    environment: { type: 'string', multiple: true },
    region: { type: 'string' },
    apply: { type: 'boolean', default: false },
  });
  const repository = { ...readRepository(flags.repository), ids: readIds(flags.ids) };
  const environments = (flags.environment ?? ['production']).map((name) => readEnvironmentName(name));
  const clients = createClients(flags.region === undefined ? {} : { region: flags.region });
  const report = ({ resource, action }: { resource: string; action: string }) => {
    if (action !== 'unchanged') console.log(`${action.padEnd(8)} ${resource}`);
  };
  const bootstrap = await bootstrapPipeline({ repository, environments }, { clients, signal, report });
  const { place, planned } = bootstrap;
  const todo = planned.filter(({ action }) => action !== 'keep');
  console.log(
    `Account ${place.account}, region ${place.region}, repository ${repository.owner}/${repository.name}`,
  );
  if (repository.ids === undefined)
    console.log('Without --ids only tokens of repositories from before 2026-07-15 are trusted.');
  if (todo.length === 0) console.log(`Nothing to do: all ${planned.length} resources are as they should be.`);
  else if (flags.apply) await bootstrap.apply();
  else {
    for (const line of todo.flatMap(describePlanned)) console.log(line);
    console.log(`${todo.length} of ${planned.length} resources to do; --apply does it.`);
    return PLANNED;
  }
  console.log('Repository variables for the workflows:');
  for (const [name, value] of Object.entries(pipelineVariables(place)))
    console.log(`  gh variable set ${name} --body ${value}`);
  return 0;
});

function readRepository(text = ''): { owner: string; name: string } {
  const [, owner, name] = /^([\w-]+)\/([\w.-]+)$/.exec(text) ?? [];
  if (owner === undefined || name === undefined)
    throw new UsageError(`--repository ${text}: expected OWNER/NAME, as on GitHub`);
  return { owner, name };
}

function readIds(text: string | undefined): { owner: number; repository: number } | undefined {
  if (text === undefined) return undefined;
  const [owner = '', repository = '', ...more] = text.split('/');
  if (more.length > 0) throw new UsageError(`--ids ${text}: expected OWNER_ID/REPOSITORY_ID, two numbers`);
  const largest = Number.MAX_SAFE_INTEGER;
  return {
    owner: readInteger('ids', owner, 1, largest),
    repository: readInteger('ids', repository, 1, largest),
  };
}
