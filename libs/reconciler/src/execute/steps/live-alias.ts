import { CreateAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { type Component, liveAlias } from '@phaseline/model';
import { isAwsError } from '../../aws/errors.ts';
import { noteFunctionRelease } from '../../rollback/note-release.ts';
import { beginTrialWatch } from '../observe/evidence.ts';
import { readPublished } from '../observe/observe-function.ts';
import type { SwitchRun } from '../switch-run.ts';

/** Of the invocations by alias `live`, how many a version gets that is on trial. */
const trialShare = 0.1;

/** Lets alias `live` lead to a version, and to no other. */
export async function leadTo(FunctionVersion: string, component: Component, run: SwitchRun): Promise<void> {
  const FunctionName = run.names.function(component);
  const { live, newest } = (await readPublished(FunctionName, run)) ?? {};
  const note = { previous: live, deployment: run.deployment };
  await noteFunctionRelease(newest?.FunctionArn, note, run);
  const target = { FunctionName, Name: liveAlias, FunctionVersion };
  if (live === undefined) return await createAlias(target, run);
  await moveAlias(target, run);
}

interface AliasTarget {
  readonly FunctionName: string;
  readonly Name: string;
  readonly FunctionVersion: string;
}

async function createAlias(target: AliasTarget, run: SwitchRun): Promise<void> {
  try {
    await run.clients.lambda.send(new CreateAliasCommand(target), run.options);
  } catch (error) {
    // The answer to our own first attempt was lost, or somebody made it meanwhile.
    if (!isAwsError(error, 'ResourceConflict')) throw error;
    await moveAlias(target, run);
  }
}

async function moveAlias(target: AliasTarget, { clients, options }: SwitchRun): Promise<void> {
  const RoutingConfig = { AdditionalVersionWeights: {} };
  await clients.lambda.send(new UpdateAliasCommand({ ...target, RoutingConfig }), options);
}

/** Gives a version a share of what alias `live` is invoked for. */
export async function share(version: string, component: Component, run: SwitchRun): Promise<void> {
  // Only now: what it wrote when it was smoke-tested is no work.
  beginTrialWatch(component, version, run);
  await route({ [version]: trialShare }, component, run);
}

/** The newest version, which has shown that it works, gets all of it. */
export async function promoteFunction(component: Component, run: SwitchRun): Promise<void> {
  const published = await readPublished(run.names.function(component), run);
  const version = published?.newest?.Version;
  // Somebody may have withdrawn it since.
  if (version !== undefined && published?.shared.includes(version)) await leadTo(version, component, run);
}

/** The version that alias `live` leads to gets all of it again. */
export async function withdrawFunction(component: Component, run: SwitchRun): Promise<void> {
  await route({}, component, run);
}

async function route(
  AdditionalVersionWeights: Record<string, number>,
  component: Component,
  { clients, options, names }: SwitchRun,
): Promise<void> {
  await clients.lambda.send(
    new UpdateAliasCommand({
      FunctionName: names.function(component),
      Name: liveAlias,
      RoutingConfig: { AdditionalVersionWeights },
    }),
    options,
  );
}
