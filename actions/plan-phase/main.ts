import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import {
  componentTable,
  countChanges,
  createClients,
  findRollback,
  planMarkdown,
  planPhase,
  releasesByComponent,
  rollbackMarkdown,
} from '@phaseline/reconciler';
import { readFunctions } from '../apply-phase/read-functions.ts';
import { runAction } from '../run.ts';
import { findArtifacts } from './find-artifacts.ts';
import { readInputs } from './inputs.ts';
import { planJson } from './plan-json.ts';

await runAction(async ({ signal }) => {
  const { rollback: isRollback, ...inputs } = readInputs();
  const clients = createClients();
  const { phase, environment, emailFrom, permissionsBoundary, domain } = inputs;
  const functions = await readFunctions(inputs.functions);
  const artifacts = await findArtifacts(inputs, clients.ecr, signal);
  const rollback = isRollback ? await findRollback(inputs, { clients, signal }) : undefined;
  const releases = rollback && releasesByComponent(rollback);
  const plan = await planPhase(
    {
      phase,
      environment,
      emailFrom,
      permissionsBoundary,
      domain,
      functions,
      ...artifacts,
      ...(releases && { releases }),
    },
    { clients, signal },
  );

  const folder = join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'plans', environment);
  await mkdir(folder, { recursive: true });
  const [markdown, json] = [join(folder, 'plan.md'), join(folder, 'plan.json')];
  const text = `${rollback ? `${rollbackMarkdown(rollback)}\n` : ''}${planMarkdown(plan)}`;
  await writeFile(markdown, text);
  await writeFile(json, `${JSON.stringify(planJson(plan), undefined, 2)}\n`);

  const { created, changed, removed, kept, steps, total } = countChanges(plan);
  core.info(
    `Phase ${phase} in ${environment}: ${created} to create, ${changed} to change, ${removed} to remove, ${kept} stay; ${steps} steps of the switch`,
  );
  core.setOutput('releases', releases ? JSON.stringify(releases) : '');
  core.setOutput('what-changes', componentTable(plan).join('\n'));
  core.setOutput('markdown', markdown);
  core.setOutput('json', json);
  core.setOutput('changes', total);
  core.setOutput('created', created);
  core.setOutput('changed', changed);
  core.setOutput('removed', removed);
  core.setOutput('monthly-cost', plan.cost.after.toFixed(2));
  core.setOutput('monthly-cost-before', plan.cost.before.toFixed(2));
  await core.summary.addRaw(text, true).write();
});
