import { randomUUID } from 'node:crypto';
import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { keepCode } from '../code-store.ts';
import { conflict, invalid } from '../errors.ts';
import { functionArn, parseName } from '../find.ts';
import type { FunctionVersion, Lambda, LambdaFunction } from '../records.ts';
import { assertAssumable } from '../role.ts';
import { checkArchitecture, defaultSettings, withSettings } from '../settings.ts';
import { settleLater } from '../settle.ts';
import { showVersion } from '../show.ts';
import { mergeTags } from '../tags.ts';
import { publish } from './publish-version.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const createFunction =
  (lambda: Lambda): Operation<CreateFunctionRequest, FunctionConfiguration> =>
  async (input) => {
    const { name } = parseName(input.FunctionName);
    const settings = withSettings(defaultSettings(name), input);
    if (settings.runtime === '' || settings.handler === '') {
      throw invalid(
        'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
      );
    }
    const tags = new Map<string, string>();
    mergeTags(tags, input.Tags);
    const architecture = checkArchitecture(input.Architectures) ?? settings.architecture;
    const arn = functionArn(lambda, name);
    const taken = () => lambda.functions.has(name);
    if (taken()) throw conflict(`Function already exist: ${name}`);
    assertAssumable(lambda, settings.role);
    const code = await keepCode(lambda, input.Code ?? {});
    if (taken()) throw conflict(`Function already exist: ${name}`);
    const latest: FunctionVersion = {
      version: '$LATEST',
      settings: { ...settings, architecture },
      code,
      state: 'Pending',
      lastUpdate: 'Successful',
      lastModified: lambda.clock.now(),
      revisionId: randomUUID(),
    };
    const fn: LambdaFunction = {
      name,
      arn,
      latest,
      versions: new Map(),
      aliases: new Map(),
      policies: new Map(),
      tags,
      nextVersion: 1,
      reserved: undefined,
    };
    lambda.functions.set(name, fn);
    settleLater(lambda, latest);
    if (!input.Publish) return showVersion(latest, arn, fn);
    const version = publish(lambda, fn);
    return showVersion(version, `${arn}:${version.version}`, fn);
  };
