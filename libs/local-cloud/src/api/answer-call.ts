import { randomUUID } from 'node:crypto';
import type { CallLog } from '../control/call-log.ts';
import type { FaultPlan } from '../control/fault-plan.ts';
import { catalog } from '../protocol/catalog.ts';
import type { WireRequest, WireResponse } from '../protocol/protocol.ts';
import { guessProtocol } from '../protocol/protocols.ts';
import { resolveFailure } from '../protocol/resolve-failure.ts';
import { validateInput } from '../protocol/validate-input.ts';
import { AwsError, type Principal, type RequestContext } from '../service.ts';
import type { Permission } from './access.ts';
import { type Asking, askFor } from './ask-for.ts';
import { findOperation, findTarget, type Target } from './find-operation.ts';
import { makesLinkedRole, missingLinkedRole } from './linked-roles.ts';
import { isReadOnly } from './is-read-only.ts';
import { permissionsFor } from './permissions.ts';
import { withheldOf, withoutDenied } from './withheld.ts';

/** What answering calls needs of the cloud. */
export interface Api extends Asking {
  readonly account: string;
  readonly region: string;
  readonly calls: CallLog;
  readonly faults: FaultPlan;
  /** After every call that may have changed something. */
  readonly changed: () => void;
}

/** The caller's side of one request. */
export interface Caller {
  readonly origin: string;
  /** Aborted when the caller hangs up or the cloud stops. */
  readonly signal: () => AbortSignal;
}

/** What happens to the connection: an answer, silence until the caller gives up, or a reset. */
export type Outcome =
  | { readonly kind: 'answer'; readonly response: WireResponse }
  | { readonly kind: 'hang' | 'reset' };

/** These sign with one region wherever their clients are. */
const globalServices = new Set(['iam', 'sts', 'route53']);

/** Answers one AWS API call from the wire to the wire, and logs it. Never throws. */
export async function answerCall(api: Api, request: WireRequest, caller: Caller): Promise<Outcome> {
  const started = performance.now();
  const requestId = randomUUID();
  let target: Target | undefined;
  let principal: Principal | undefined;
  let outcome: Outcome;
  let error: string | undefined;
  try {
    target = await findTarget(request);
    principal = identify(api, target);
    outcome = await runCall(api, target, request, contextOf(api, principal, requestId, caller));
  } catch (thrown) {
    const failure = resolveFailure(target?.model, thrown);
    if (!(thrown instanceof AwsError)) {
      console.error(`${target?.signingName} ${target?.operationName} failed:`, thrown);
    }
    error = failure.code;
    const protocol = target?.protocol ?? guessProtocol(request);
    outcome = { kind: 'answer', response: protocol.writeError(target?.model, failure, requestId) };
  }
  const operation = target?.operationName ?? '';
  const readOnly = isReadOnly(operation);
  api.calls.add({
    time: new Date().toISOString(),
    service: target?.signingName ?? '',
    operation,
    status: outcome.kind === 'answer' ? outcome.response.status : 0,
    ms: Math.round((performance.now() - started) * 10) / 10,
    principal: principal?.arn ?? '',
    requestId,
    readOnly,
    ...(error === undefined ? {} : { error }),
  });
  if (!readOnly) api.changed();
  return outcome;
}

function identify(api: Api, { scope, signingName }: Target): Principal {
  if (scope && scope.region !== api.region && !globalServices.has(signingName)) {
    throw new AwsError(
      'SignatureDoesNotMatch',
      `Credential should be scoped to a valid region, not '${scope.region}'. This local cloud is region '${api.region}'.`,
      { statusCode: 403 },
    );
  }
  return api.access.identify(scope);
}

async function runCall(
  api: Api,
  target: Target,
  request: WireRequest,
  context: RequestContext,
): Promise<Outcome> {
  const { principal, requestId } = context;
  const { operation, run } = findOperation(target, api.services);
  const { signingName, operationName, protocol, model } = target;
  if (model === undefined) throw new TypeError('findOperation answers only where there is a model.');
  const entry = catalog[signingName];
  const fault = api.faults.next(signingName, operationName);
  if (fault?.when === 'before') return fault.strike(entry?.throttled ?? 'Throttling');
  const input = protocol.readInput(operation, request);
  validateInput(operation.input, input, entry?.invalid ?? 'ValidationException');
  const linked = makesLinkedRole(target) ? await missingLinkedRole(target, api.services, context) : undefined;
  const own = permissionsFor(signingName, operationName, input, context);
  const asked = linked === undefined ? own : [...own, linked.wanted];
  const denied = await askFor(api, signingName, asked, context);
  if (denied) {
    // awsJson answers 400 to AccessDeniedException, restJson 403, and so does every service with another code.
    const code = entry?.denied ?? 'AccessDeniedException';
    const rpc = model.protocol === 'awsJson1_0' || model.protocol === 'awsJson1_1';
    const statusCode = rpc && code === 'AccessDeniedException' ? 400 : 403;
    throw accessDenied(principal, denied, code, statusCode);
  }
  const answered = await run(input, context);
  const withheld = withheldOf(target, input, answered, context);
  const output = withheld ? await withoutDenied(api, signingName, answered, withheld, context) : answered;
  await linked?.make();
  // The effect stands, the answer is lost: what idempotency is for.
  if (fault) return fault.strike(entry?.throttled ?? 'Throttling');
  return { kind: 'answer', response: protocol.writeOutput(model, operation, output, requestId) };
}

function contextOf(
  { account, region }: Api,
  principal: Principal,
  requestId: string,
  { origin, signal }: Caller,
): RequestContext {
  return {
    account,
    region,
    principal,
    requestId,
    origin,
    get signal() {
      return signal();
    },
  };
}

function accessDenied(
  principal: Principal,
  { action, resource }: Permission,
  code: string,
  statusCode: number,
): AwsError {
  const who = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource}`;
  return new AwsError(code, `${who} because no identity-based policy allows the ${action} action`, {
    statusCode,
  });
}
