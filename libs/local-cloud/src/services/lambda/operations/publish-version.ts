import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration, PublishVersionRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { invalid } from '../errors.ts';
import { assertRevision, assertSettled, findFunction } from '../find.ts';
import type { FunctionVersion, Lambda, LambdaFunction } from '../records.ts';
import { refusePublishTo } from '../settings.ts';
import { settleLater } from '../settle.ts';
import { showVersion } from '../show.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const publishVersion =
  (lambda: Lambda): Operation<PublishVersionRequest, FunctionConfiguration> =>
  (input) => {
    refusePublishTo(input);
    const fn = findFunction(lambda, input.FunctionName);
    assertSettled(fn);
    assertRevision(input.RevisionId, fn.latest);
    const { sha256 } = fn.latest.code;
    if (input.CodeSha256 !== undefined && input.CodeSha256 !== sha256) {
      throw invalid(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${sha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    const version = publish(lambda, fn, input.Description);
    return showVersion(version, `${fn.arn}:${version.version}`, fn);
  };

/** A new version of what $LATEST is now; the newest one itself where nothing has changed since. */
export function publish(lambda: Lambda, fn: LambdaFunction, description?: string): FunctionVersion {
  const { latest } = fn;
  const newest = [...fn.versions.values()].at(-1);
  const settings = { ...latest.settings, description: description ?? latest.settings.description };
  if (newest && newest.code.sha256 === latest.code.sha256 && sameSettings(newest, latest)) return newest;
  const version: FunctionVersion = {
    version: String(fn.nextVersion),
    settings,
    code: latest.code,
    state: 'Pending',
    lastUpdate: 'Successful',
    lastModified: lambda.clock.now(),
    revisionId: randomUUID(),
  };
  fn.nextVersion += 1;
  fn.versions.set(version.version, version);
  settleLater(lambda, version);
  return version;
}

/** The description does not count: a version may have one of its own. */
function sameSettings(one: FunctionVersion, other: FunctionVersion): boolean {
  const key = ({ settings }: FunctionVersion): string => JSON.stringify({ ...settings, description: '' });
  return key(one) === key(other);
}
