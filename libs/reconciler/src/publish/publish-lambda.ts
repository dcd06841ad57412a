import { createHash } from 'node:crypto';
import {
  type AwsPlace,
  environmentNames,
  type FunctionDefinition,
  liveAlias,
  parseComponent,
  renderFunction,
} from '@phaseline/model';
import { findPlace } from '../aws/place.ts';
import type { Context } from '../context.ts';
import { readPublished } from '../execute/observe/observe-function.ts';
import { diff } from '../engine/diff.ts';
import { createEngineScope, type EngineScope } from '../engine/scope.ts';
import { readFunction, lambdaFunction } from '../kinds/function.ts';
import { noteFunctionRelease } from '../rollback/note-release.ts';
import { ensureMapping, mappingChanges } from './ensure-mapping.ts';
import { type FunctionRelease, functionReleaseOf } from './function-release.ts';
import { functionValues } from './function-values.ts';
import { releaseFunction } from './release-function.ts';

export interface PublishLambdaRequest {
  readonly environment: string;
  readonly component: string;
  /** The code: the archive's bytes. */
  readonly zip: Uint8Array;
  /** What function.json says, placeholders and all: AWS's own shape. What is not in it is left as it is on AWS. */
  readonly functionSettings: FunctionDefinition;
  /** For `${EMAIL_FROM}`. */
  readonly emailFrom?: string | undefined;
  /** Whether alias `live` is moved to what is published; true when absent. */
  readonly moveAlias?: boolean | undefined;
  /** Whether a worker's function takes messages. Undefined: as it is, and a new mapping does not. */
  readonly consume?: boolean | undefined;
  /** The deployment that this release belongs to, noted on the function for a rollback when the alias is moved. */
  readonly deployment?: string | undefined;
  /** The system's name in tags; `order-system` when absent. */
  readonly system?: string | undefined;
}

export interface PublishLambdaResult {
  readonly functionName: string;
  /** ARN of alias `live`, by which the function is invoked. */
  readonly alias: string;
  /** The published version that is what was asked for. */
  readonly version: string;
  /** Base64 of SHA-256, as Lambda says it. */
  readonly codeSha256: string;
  /** Whether anything was written. */
  readonly changed: boolean;
  /** UUID of the event source mapping; of a worker. */
  readonly mapping: string | undefined;
  readonly seconds: number;
}

/**
 * Makes a component's function this code with these settings, publishes it as a version and moves alias `live` to it. What runs
 * already is not touched: two calls of Lambda, no bytes, no version. Touches only what the settings give.
 * @throws FunctionFailed when Lambda cannot make it; Error when the zip is too large, or when the environment is not provisioned or
 * its settings would lose orders; what AWS answers otherwise
 */
export async function publishLambda(
  request: PublishLambdaRequest,
  context: Context,
): Promise<PublishLambdaResult> {
  const started = performance.now();
  const component = parseComponent(request.component);
  const { environment, functionSettings: template, zip } = request;
  const name = environmentNames(environment).function(component);
  const options = context.signal === undefined ? {} : { abortSignal: context.signal };
  // The role is ours too where function.json names none.
  const asked = { name, definition: { Role: '', ...template } };
  const live = await readFunction(asked, { ...context, options }, liveAlias);
  const place =
    (live && (await placeOf(live.outputs['arn'], context))) ?? (await findPlace(context.clients, options));
  const scope = await createEngineScope(context, place);

  const { emailFrom } = request;
  const values = await functionValues({ environment, component, template, place, emailFrom }, scope);
  const definition = renderFunction({ template, environment, place, values });
  const code = { sha256: createHash('sha256').update(zip).digest('base64'), zip };
  const release = functionReleaseOf(component, { definition, code }, { ...request, place });

  const moveAlias = request.moveAlias ?? true;
  // A mapping leads to the alias: without one there is nothing to map to yet.
  const mapping = live || moveAlias ? await mappingChanges(release, !moveAlias, scope) : undefined;
  const isLive = live !== undefined && live.version !== '$LATEST' && isSame(release, live, scope);
  // Who moves the alias later takes the newest version: one that failed its trial must not stand before what is asked for.
  const runs =
    isLive &&
    (moveAlias || (await readPublished(name, { ...context, options }))?.newest?.Version === live.version);
  if (runs) scope.report({ resource: release.lambda.id, action: 'unchanged', detail: live.version });
  const version = runs ? live.version : await releaseFunction(release, scope, moveAlias);
  if (!runs && moveAlias) {
    const note = { previous: undefined, deployment: request.deployment };
    await noteFunctionRelease(scope.lookup(release.lambda.id, 'arn'), note, scope);
  }
  const uuid = await ensureMapping(mapping, scope);
  return {
    functionName: name,
    alias: `${(live?.outputs['arn'] ?? scope.lookup(release.lambda.id, 'arn') ?? '').replace(/:live$/, '')}:${liveAlias}`,
    version,
    codeSha256: code.sha256,
    changed: !runs || (mapping !== undefined && mapping.changed),
    mapping: uuid,
    seconds: (performance.now() - started) / 1000,
  };
}

function isSame({ lambda }: FunctionRelease, live: Parameters<typeof diff>[2], scope: EngineScope): boolean {
  return diff(lambdaFunction, lambda, live, scope.lookup).length === 0;
}

/** `arn:aws:lambda:<region>:<account>:...`: a call to STS less. */
async function placeOf(arn = '', { clients }: Context): Promise<AwsPlace | undefined> {
  const account = arn.split(':')[4];
  return account ? { account, region: await clients.lambda.config.region() } : undefined;
}
