import { join } from 'node:path';
import { findArtifacts } from '@phaseline/actions/plan-phase/find-artifacts';
import { planJson } from '@phaseline/actions/plan-phase/plan-json';
import { readFunctions } from '@phaseline/actions/apply-phase/read-functions';
import {
  countChanges,
  findRollback,
  planMarkdown,
  planPhase,
  releasesByComponent,
  rollbackMarkdown,
} from '@phaseline/reconciler';
import { readFlags } from '../command-line.ts';
import { readDomain, readPhase } from '../read-values.ts';
import { root } from '../root.ts';
import { environmentFlags, readEnvironmentFlag } from './environment-flag.ts';
import { awsContext, printJson, type Subcommand } from './subcommand.ts';

/** The exit code of a plan that would change something. */
const changesPlanned = 3;

/** Says what a deploy would do. */
export const plan: Subcommand = {
  summary: 'what a deploy would change, call by call, and what it would cost; reads only',
  help: `
npm run phaseline -- plan [--phase ecs|hybrid|serverless] [--env NAME] [--rollback] [--json]

Says what a deploy in a phase would do, component by component, with the calls it would make and the cost a month. Components whose code is
not built here (npm run build) are planned as they run. Reads only.

  --phase ecs|hybrid|serverless   default ecs
  --env NAME                      default production
  --rollback                      what rollback would do
  --json                          the same as JSON

Exit code 0: nothing would change; ${changesPlanned}: something would; 1: it could not be told; 2: wrong usage.
`,
  async run(parameters, signal) {
    const flags = readFlags(parameters, {
      phase: { type: 'string', default: 'ecs' },
      ...environmentFlags,
      rollback: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const phase = readPhase(flags.phase);
    const environment = readEnvironmentFlag(flags, 'production');
    const context = awsContext(signal);
    const request = {
      phase,
      environment,
      emailFrom: process.env['EMAIL_FROM'] || 'orders@example.com',
      domain: readDomain(),
      permissionsBoundary: process.env['AWS_PERMISSIONS_BOUNDARY_ARN'] || undefined,
    };
    const functions = join(root, 'lambda');
    const artifacts = await findArtifacts(
      {
        ...request,
        functions,
        taskDefinitions: join(root, 'taskdefs'),
        contexts: join(root, 'apps'),
        dockerfile: join(root, 'apps/Dockerfile'),
        baseImage: process.env['NODE_IMAGE'] || undefined,
      },
      context.clients.ecr,
      signal,
    );
    const rollback = flags.rollback ? await findRollback(request, context) : undefined;
    const releases = rollback && releasesByComponent(rollback);
    const planned = await planPhase(
      { ...request, functions: await readFunctions(functions), ...artifacts, ...(releases && { releases }) },
      context,
    );
    if (flags.json) printJson({ ...planJson(planned), ...(rollback && { rollback }) });
    else console.log(`${rollback ? `${rollbackMarkdown(rollback)}\n` : ''}${planMarkdown(planned)}`);
    return countChanges(planned).total === 0 ? 0 : changesPlanned;
  },
};
