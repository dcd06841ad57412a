import type {
  FunctionConfiguration,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { identify, keepCode } from '../code-store.ts';
import { assertRevision, assertSettled, findFunction } from '../find.ts';
import { poolKey } from '../invoke.ts';
import type { FunctionVersion, Lambda, LambdaFunction } from '../records.ts';
import { assertAssumable } from '../role.ts';
import { checkArchitecture, refusePublishTo, withSettings } from '../settings.ts';
import { beginUpdate } from '../settle.ts';
import { showVersion } from '../show.ts';
import { publish } from './publish-version.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const updateFunctionCode =
  (lambda: Lambda): Operation<UpdateFunctionCodeRequest, FunctionConfiguration> =>
  async (input) => {
    refusePublishTo(input);
    const fn = findFunction(lambda, input.FunctionName);
    const { latest } = fn;
    const check = (): void => {
      assertSettled(fn);
      assertRevision(input.RevisionId, latest);
    };
    check();
    const architecture = checkArchitecture(input.Architectures) ?? latest.settings.architecture;
    if (input.DryRun) {
      const dry = { ...latest, code: identify(input), settings: { ...latest.settings, architecture } };
      return showVersion(dry, fn.arn, fn);
    }
    const code = await keepCode(lambda, input);
    // Another update may have begun while this one unpacked.
    check();
    change(lambda, fn, () => {
      latest.code = code;
      latest.settings = { ...latest.settings, architecture };
    });
    if (!input.Publish) return showVersion(latest, fn.arn, fn);
    const version = publish(lambda, fn);
    return showVersion(version, `${fn.arn}:${version.version}`, fn);
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const updateFunctionConfiguration =
  (lambda: Lambda): Operation<UpdateFunctionConfigurationRequest, FunctionConfiguration> =>
  (input) => {
    const fn = findFunction(lambda, input.FunctionName);
    const { latest } = fn;
    assertSettled(fn);
    assertRevision(input.RevisionId, latest);
    const settings = withSettings(latest.settings, input);
    if (input.Role !== undefined) assertAssumable(lambda, input.Role);
    change(lambda, fn, () => (latest.settings = settings));
    return showVersion(latest, fn.arn, fn);
  };

/** Changes $LATEST; environments of what it was end. */
function change(lambda: Lambda, fn: LambdaFunction, apply: (latest: FunctionVersion) => void): void {
  const before = poolKey(fn, fn.latest);
  apply(fn.latest);
  if (poolKey(fn, fn.latest) !== before) lambda.runtime.retire(before);
  beginUpdate(lambda, fn.latest);
}
