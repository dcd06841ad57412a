import { apply } from '../engine/apply.ts';
import { observe } from '../engine/observe.ts';
import type { EngineScope } from '../engine/scope.ts';
import { publishVersion } from '../kinds/function-alias.ts';
import type { FunctionRelease } from './function-release.ts';

/** The largest zip that Lambda takes in the call itself: 50 MB. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const directUploadLimit = 50 * 1024 * 1024;

/**
 * Writes code and settings where they differ, publishes them and moves the alias.
 * @returns the version
 * @throws Error before anything is written when the zip is too large or the role is not there
 */
export async function releaseFunction(
  { lambda, alias, ground, invoked }: FunctionRelease,
  scope: EngineScope,
  moveAlias: boolean,
): Promise<string> {
  const wanted = moveAlias ? [lambda, alias] : [lambda];
  const observed = await observe([...wanted, ...ground, ...invoked], scope);
  refuseMissingRole(ground, observed, lambda.name);
  const there = observed.get(lambda.id);
  if (there?.state['codeSha256'] !== lambda.code.sha256) refuseTooLarge(lambda, there !== undefined);
  // Before the function: Lambda would make the log group itself, and keep it for ever.
  const logGroup = ground.filter(({ kind }) => kind === 'logGroup');
  await apply(logGroup, observed, scope);
  await apply(wanted, observed, scope);
  const version = moveAlias ? scope.lookup(alias.id, 'version') : await publishVersion(alias, scope);
  // The HTTP API may be there already (a switch makes it first) or not (then the switch lets it in).
  const [api] = invoked;
  if (moveAlias && api && observed.has(api.id)) {
    await apply(
      invoked.filter(({ kind }) => kind === 'functionPermission'),
      observed,
      scope,
    );
  }
  return version ?? '';
}

function refuseMissingRole(
  ground: FunctionRelease['ground'],
  observed: ReadonlyMap<string, unknown>,
  name: string,
): void {
  const role = ground.find(({ kind }) => kind === 'role');
  if (!role || observed.has(role.id)) return;
  throw new Error(
    `function ${name} needs ${role.id}, which is not there: provision the environment first (apply-phase, stage provision)`,
  );
}

function refuseTooLarge({ name, code, definition }: FunctionRelease['lambda'], exists: boolean): void {
  const size = code.zip?.length ?? 0;
  if (size <= directUploadLimit) return;
  const megabytes = (bytes: number) => (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1);
  const { Runtime, Handler, Role } = definition;
  const command = exists
    ? `update-function-code --function-name ${name} --s3-bucket ... --s3-key ...`
    : `create-function --function-name ${name} --runtime ${Runtime} --handler ${Handler} --role ${Role} --code S3Bucket=...,S3Key=...`;
  throw new Error(
    `zip of function ${name} is ${megabytes(size)} MB; Lambda takes ${megabytes(directUploadLimit)} MB directly, and uploading by S3 is not built in. ` +
      'Leave out of the bundle what is not used, or put the zip into a bucket yourself: aws s3 cp, then ' +
      `aws lambda ${command}; with the same zip this action then has nothing to upload`,
  );
}
