import { apiComponent, type Component } from '@phaseline/model';
import { settled } from '../../aws/lambda-settled.ts';
import { readPublished } from '../observe/observe-function.ts';
import type { SwitchRun } from '../switch-run.ts';
import { leadTo, share } from './live-alias.ts';
import { tryApi } from './try-api.ts';
import { tryWorker } from './try-worker.ts';
import { StepFailed } from './errors.ts';

/**
 * Tries the newest published version, which nothing invokes yet, and lets alias `live` lead to it when it answers as it should.
 * @throws StepFailed saying what it answered instead
 */
export async function smokeFunction(component: Component, run: SwitchRun): Promise<void> {
  const version = await smoked(component, run);
  if (version !== undefined) await leadTo(version, component, run);
}

/**
 * Likewise, but the version before goes on with most of the work: the newest one gets a share of it first.
 * @throws StepFailed saying what it answered instead
 */
export async function tryFunction(component: Component, run: SwitchRun): Promise<void> {
  const version = await smoked(component, run);
  if (version !== undefined) await share(version, component, run);
}

/** @returns the version; undefined where it is live already */
async function smoked(component: Component, run: SwitchRun): Promise<string | undefined> {
  const FunctionName = run.names.function(component);
  const published = await readPublished(FunctionName, run);
  const version = published?.newest?.Version;
  if (version === undefined) {
    throw new StepFailed(`function ${FunctionName} has no published version: release it (publish-lambda)`);
  }
  if (published?.live === version) return undefined;
  await settled(FunctionName, run, version);
  await (component === apiComponent ? tryApi : tryWorker)(FunctionName, version, run);
  return version;
}
