import type { AliasConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Alias, FunctionVersion, LambdaFunction } from './records.ts';

/** As AWS writes LastModified: `2026-11-23T01:02:03.004+0000`. */
export const lastModified = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');

/**
 * A version as AWS shows it.
 * @param arn Its ARN; that of a version carries its number.
 */
export function showVersion(
  version: FunctionVersion,
  arn: string,
  { name }: Pick<LambdaFunction, 'name'>,
): FunctionConfiguration {
  const { settings, code, state, lastUpdate } = version;
  const pending = state === 'Pending';
  return {
    FunctionName: name,
    FunctionArn: arn,
    Runtime: settings.runtime as FunctionConfiguration['Runtime'],
    Role: settings.role,
    Handler: settings.handler,
    CodeSize: code.size,
    Description: settings.description,
    Timeout: settings.timeout,
    MemorySize: settings.memorySize,
    LastModified: lastModified(version.lastModified),
    CodeSha256: code.sha256,
    Version: version.version,
    ...(Object.keys(settings.variables).length === 0
      ? {}
      : { Environment: { Variables: settings.variables } }),
    TracingConfig: { Mode: settings.tracing },
    RevisionId: version.revisionId,
    State: state,
    ...(pending
      ? { StateReason: 'The function is being created.', StateReasonCode: 'Creating' as const }
      : {}),
    ...(pending ? {} : { LastUpdateStatus: lastUpdate }),
    ...(lastUpdate === 'InProgress' && !pending
      ? { LastUpdateStatusReason: 'The function is being updated.' }
      : {}),
    PackageType: 'Zip',
    Architectures: [settings.architecture],
    EphemeralStorage: { Size: settings.ephemeralStorage },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: settings.logging as FunctionConfiguration['LoggingConfig'],
  };
}

export function showAlias(fn: LambdaFunction, alias: Alias): AliasConfiguration {
  const { name, version, description, revisionId, weights } = alias;
  return {
    AliasArn: `${fn.arn}:${name}`,
    Name: name,
    FunctionVersion: version,
    Description: description,
    ...(Object.keys(weights).length === 0 ? {} : { RoutingConfig: { AdditionalVersionWeights: weights } }),
    RevisionId: revisionId,
  };
}
