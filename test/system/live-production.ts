import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { components, type Domain, type FunctionDefinition } from '@phaseline/model';
import { applyPhase, type Clients, publishLambda, readStatus } from '@phaseline/reconciler';

const emailFrom = 'orders@example.com';

/**
 * Production in phase serverless behind its domain, from the functions that are built in `workspace` already: as the deploy workflow makes it, but for the workflow,
 * which has tests of its own.
 * @returns its HTTP API's own URL, which answers beside the domain
 */
export async function makeProduction(
  workspace: string,
  clients: Clients,
  permissionsBoundary: string | undefined,
  domain: Domain,
): Promise<string> {
  const context = { clients };
  const request = {
    phase: 'serverless',
    environment: 'production',
    emailFrom,
    permissionsBoundary,
    domain,
    quietSeconds: 0,
    patienceSeconds: 120,
    proof: { idleSeconds: 0 },
  } as const;
  const { table } = await applyPhase({ ...request, stage: 'provision' }, context);
  await promisify(execFile)(process.execPath, ['scripts/seed-stock.ts'], {
    cwd: workspace,
    env: { ...process.env, TABLE_NAME: table },
  });
  const functions: Record<string, FunctionDefinition> = {};
  for (const component of components) {
    const folder = join(workspace, 'lambda', component);
    const functionSettings = JSON.parse(
      await readFile(join(folder, 'function.json'), 'utf8'),
    ) as FunctionDefinition;
    functions[component] = functionSettings;
    const zip = await readFile(join(folder, 'dist/function.zip'));
    await publishLambda(
      { environment: 'production', component, functionSettings, zip, emailFrom, moveAlias: false },
      context,
    );
  }
  await applyPhase({ ...request, functions, stage: 'switch' }, context);
  const { fronts } = await readStatus({ environment: 'production' }, context);
  return fronts.httpApi ?? '';
}
