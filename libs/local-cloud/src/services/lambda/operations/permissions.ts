import { randomUUID } from 'node:crypto';
import type {
  AddPermissionRequest,
  AddPermissionResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  RemovePermissionRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { conflict, constraint, invalid, notBuilt, notFound } from '../errors.ts';
import { assertRevision, findQualified } from '../find.ts';
import { policyText } from '../resource-policy.ts';
import type { Lambda } from '../records.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission =
  (lambda: Lambda): Operation<AddPermissionRequest, AddPermissionResponse> =>
  (input) => {
    const { fn, arn, key } = findPolicy(lambda, input);
    const policy = fn.policies.get(key) ?? {
      revisionId: randomUUID(),
      statements: new Map<string, object>(),
    };
    assertRevision(input.RevisionId, policy);
    const id = input.StatementId ?? '';
    if (!/^[\w-]{1,100}$/.test(id)) {
      throw constraint(id, 'statementId', 'satisfy regular expression pattern: ([a-zA-Z0-9-_]+)');
    }
    if (policy.statements.has(id)) {
      throw conflict(
        `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    const statement = readStatement(input, arn);
    policy.statements.set(id, statement);
    policy.revisionId = randomUUID();
    fn.policies.set(key, policy);
    return { Statement: JSON.stringify(statement) };
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission =
  (lambda: Lambda): Operation<RemovePermissionRequest, object> =>
  (input) => {
    const { fn, key } = findPolicy(lambda, input);
    const policy = fn.policies.get(key);
    if (!policy) throw noPolicy();
    assertRevision(input.RevisionId, policy);
    if (!policy.statements.delete(input.StatementId ?? '')) {
      throw notFound(`Statement ${input.StatementId} is not found in resource policy.`);
    }
    policy.revisionId = randomUUID();
    if (policy.statements.size === 0) fn.policies.delete(key);
    return {};
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy =
  (lambda: Lambda): Operation<GetPolicyRequest, GetPolicyResponse> =>
  (input) => {
    const { fn, key } = findPolicy(lambda, input);
    const policy = fn.policies.get(key);
    if (!policy) throw noPolicy();
    return { Policy: policyText(policy), RevisionId: policy.revisionId };
  };

const noPolicy = () => notFound('The resource you requested does not exist.');

function findPolicy(
  lambda: Lambda,
  input: { FunctionName?: string | undefined; Qualifier?: string | undefined },
) {
  const { fn, arn } = findQualified(lambda, input.FunctionName, input.Qualifier);
  const key = arn.slice(fn.arn.length + 1);
  if (key === '$LATEST') throw invalid('We currently do not support adding policies for $LATEST.');
  return { fn, arn, key };
}

function readStatement(input: AddPermissionRequest, resource: string): object {
  const { Principal = '', SourceArn, SourceAccount, Action = '', StatementId } = input;
  if (input.FunctionUrlAuthType ?? input.InvokedViaFunctionUrl) throw notBuilt('function URLs');
  if (input.PrincipalOrgID ?? input.EventSourceToken) throw notBuilt('PrincipalOrgID or EventSourceToken');
  if (!/^lambda:\w+$|^lambda:\*$/.test(Action)) {
    throw constraint(
      Action,
      'action',
      String.raw`satisfy regular expression pattern: (lambda:[*]|lambda:[a-zA-Z]+|[*])`,
    );
  }
  const service = /^[\w-]+(\.[\w-]+)*\.amazonaws\.com$/.test(Principal);
  if (!service && !/^(\*|\d{12}|arn:aws:(iam|sts)::\d{12}:.+)$/.test(Principal)) {
    throw invalid('The provided principal was invalid. Please check the principal and try again.');
  }
  const account = /^\d{12}$/.test(Principal) ? `arn:aws:iam::${Principal}:root` : Principal;
  const condition = {
    ...(SourceAccount === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': SourceAccount } }),
    ...(SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': SourceArn } }),
  };
  const principal = Principal === '*' ? '*' : service ? { Service: Principal } : { AWS: account };
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: principal,
    Action,
    Resource: resource,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}
