import { modelOf } from '../protocol/catalog.ts';
import { readScope, type CredentialScope } from '../protocol/credential-scope.ts';
import type { OperationModel, ServiceModel } from '../protocol/model.ts';
import type { Protocol, WireRequest } from '../protocol/protocol.ts';
import { guessProtocol, protocols } from '../protocol/protocols.ts';
import { AwsError, type Operation, type Service } from '../service.ts';

/** What a request is about, as far as it could be told; an error is then answered in the right protocol. */
export interface Target {
  readonly signingName: string;
  readonly operationName: string;
  readonly protocol: Protocol;
  readonly model?: ServiceModel;
  readonly scope?: CredentialScope;
}

/** The calls that AWS takes unsigned, because they are how a client gets its first credentials. */
const unsigned = new Set(['AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML']);

/** Reads which service, operation and protocol a request speaks. Throws as {@link readScope} does. */
export async function findTarget(request: WireRequest): Promise<Target> {
  const guess = guessProtocol(request);
  const guessed = guess.operationName(undefined, request) ?? '';
  const scope = unsigned.has(guessed) ? undefined : readScope(request);
  const signingName = scope?.signingName ?? 'sts';
  const model = await modelOf(signingName);
  const protocol = model ? protocols[model.protocol] : guess;
  const operationName = protocol.operationName(model, request) ?? guessed;
  return {
    signingName,
    operationName: operationName || `${request.method} ${request.path}`,
    protocol,
    ...(model ? { model } : {}),
    ...(scope ? { scope } : {}),
  };
}

/**
 * The operation's model and its implementation.
 * @throws `NotImplemented` (501) naming service and operation when this cloud does not have it.
 */
export function findOperation(
  { signingName, operationName, model }: Target,
  services: ReadonlyMap<string, Service>,
): { operation: OperationModel; run: Operation<unknown, unknown> } {
  const service = services.get(signingName);
  if (service === undefined || model === undefined) {
    throw notImplemented(
      `Service '${signingName}' (asked for ${operationName}) is not built in this local cloud.`,
    );
  }
  const operation = model.operations.get(operationName);
  const run = Object.hasOwn(service.operations, operationName)
    ? service.operations[operationName]
    : undefined;
  if (operation === undefined || run === undefined) {
    throw notImplemented(
      `Operation ${operationName} of service '${signingName}' is not built in this local cloud.`,
    );
  }
  return { operation, run };
}

function notImplemented(message: string): AwsError {
  return new AwsError('NotImplemented', message, { statusCode: 501 });
}
