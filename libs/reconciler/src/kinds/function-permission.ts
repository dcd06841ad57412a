import { AddPermissionCommand, GetPolicyCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { type FunctionPermissionResource, type PolicyStatement } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { normalPolicy, parsePolicy } from '../aws/policy-text.ts';
import { type Kind, type KindScope, mustLookup } from '../engine/kind.ts';

const action = 'lambda:InvokeFunction';

/** One statement of a function's resource policy, on its alias: who may invoke it, for whom. Others that somebody added stay. */
export const functionPermission: Kind<FunctionPermissionResource> = {
  async read(resource, scope) {
    const statement = await findStatement(resource, scope);
    if (!statement) return undefined;
    return {
      state: {
        principal: normalPolicy(statement.Principal),
        action: statement.Action,
        condition: normalPolicy(statement.Condition ?? {}),
      },
      outputs: {},
    };
  },

  want: ({ principal, httpApi }, lookup) => ({
    principal: normalPolicy({ Service: principal }),
    action,
    condition: normalPolicy({ ArnLike: { 'AWS:SourceArn': lookup(httpApi, 'requestsArn') ?? httpApi } }),
  }),

  async apply(resource, { observed }, scope) {
    const { clients, options, lookup } = scope;
    const SourceArn = mustLookup(lookup, resource.httpApi, 'requestsArn');
    // A statement cannot be changed.
    if (observed) await removeStatement(resource, scope);
    await clients.lambda.send(
      new AddPermissionCommand({
        FunctionName: resource.functionName,
        Qualifier: resource.alias,
        StatementId: resource.statementId,
        Principal: resource.principal,
        Action: action,
        SourceArn,
      }),
      options,
    );
    return {};
  },

  async remove(resource, _observed, scope) {
    await removeStatement(resource, scope);
  },
};

async function findStatement(
  { functionName, alias, statementId }: FunctionPermissionResource,
  { clients: { lambda }, options }: KindScope,
): Promise<PolicyStatement | undefined> {
  const found = await orAbsent(
    lambda.send(new GetPolicyCommand({ FunctionName: functionName, Qualifier: alias }), options),
    'ResourceNotFound',
  );
  if (!found?.Policy) return undefined;
  const { Statement = [] } = parsePolicy(found.Policy) as { Statement?: PolicyStatement | PolicyStatement[] };
  return [Statement].flat().find(({ Sid }) => Sid === statementId);
}

async function removeStatement(
  { functionName, alias, statementId }: FunctionPermissionResource,
  { clients: { lambda }, options }: KindScope,
): Promise<void> {
  await orAbsent(
    lambda.send(
      new RemovePermissionCommand({ FunctionName: functionName, Qualifier: alias, StatementId: statementId }),
      options,
    ),
    'ResourceNotFound',
  );
}
