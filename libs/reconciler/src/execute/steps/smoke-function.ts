import { CreateAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { apiComponent, type Component, liveAlias } from '@phaseline/model';
import { isAwsError } from '../../aws/errors.ts';
import { settled } from '../../aws/lambda-settled.ts';
import { noteFunctionRelease } from '../../rollback/note-release.ts';
import { readPublished } from '../observe/observe-function.ts';
import type { SwitchRun } from '../switch-run.ts';
import { tryApi } from './try-api.ts';
import { tryWorker } from './try-worker.ts';
import { StepFailed } from './errors.ts';

/**
 * Tries the newest published version, which nothing invokes yet, and lets alias `live` lead to it when it answers as it should.
 * @throws StepFailed saying what it answered instead
 */
export async function smokeFunction(component: Component, run: SwitchRun): Promise<void> {
  const FunctionName = run.names.function(component);
  const published = await readPublished(FunctionName, run);
  const version = published?.newest?.Version;
  if (version === undefined) {
    throw new StepFailed(`function ${FunctionName} has no published version: release it (publish-lambda)`);
  }
  if (published?.live === version) return;
  await settled(FunctionName, run, version);
  await (component === apiComponent ? tryApi : tryWorker)(FunctionName, version, run);
  const live = published?.live;
  const note = { previous: live, deployment: run.deployment };
  await noteFunctionRelease(published?.newest?.FunctionArn, note, run);
  const target = { FunctionName, Name: liveAlias, FunctionVersion: version };
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
  // Weights to a second version, which somebody may have set, are put back to none.
  const RoutingConfig = { AdditionalVersionWeights: {} };
  await clients.lambda.send(new UpdateAliasCommand({ ...target, RoutingConfig }), options);
}
