import type { ListRolesResponse } from '@aws-sdk/client-iam';
import { callService } from '../call-service.ts';
import type { RequestContext, Service } from '../service.ts';
import type { Permission } from './access.ts';

/** Calls that make a service's own role in passing, where the account has none yet, by the service that role is for. */
const makers: Readonly<Record<string, string>> = {
  'ecs CreateCluster': 'ecs.amazonaws.com',
  'ecs CreateService': 'ecs.amazonaws.com',
  'elasticloadbalancing CreateLoadBalancer': 'elasticloadbalancing.amazonaws.com',
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/using-service-linked-roles.html#create-slr
  'apigateway CreateApi': 'ops.apigateway.amazonaws.com',
  'apigateway CreateDomainName': 'ops.apigateway.amazonaws.com',
  'application-autoscaling RegisterScalableTarget': 'ecs.application-autoscaling.amazonaws.com',
};

interface Call {
  readonly signingName: string;
  readonly operationName: string;
}

/** Whether a call is one of those few. */
export function makesLinkedRole({ signingName, operationName }: Call): boolean {
  return makers[`${signingName} ${operationName}`] !== undefined;
}

/** A service-linked role that is still to be made. */
export interface LinkedRole {
  /** What the caller must be allowed for it. */
  readonly wanted: Permission;
  /** Makes it, once the call has been answered. */
  make(): Promise<void>;
}

/**
 * The service-linked role that a call makes in passing; undefined where it makes none, or the account has it already.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export async function missingLinkedRole(
  call: Call,
  services: ReadonlyMap<string, Service>,
  context: RequestContext,
): Promise<LinkedRole | undefined> {
  const linked = makers[`${call.signingName} ${call.operationName}`];
  const iam = services.get('iam');
  if (linked === undefined || iam === undefined) return undefined;
  const asService: RequestContext = { ...context, principal: { kind: 'service', arn: linked } };
  const input = { PathPrefix: `/aws-service-role/${linked}/` };
  const { Roles = [] } = await callService<ListRolesResponse>(iam, 'ListRoles', input, asService);
  if (Roles.length > 0) return undefined;
  return {
    wanted: {
      action: 'iam:CreateServiceLinkedRole',
      resource: `arn:aws:iam::${context.account}:role/aws-service-role/${linked}/*`,
      values: { 'iam:AWSServiceName': linked },
    },
    async make() {
      // Two calls at once may both find none; the second then finds the first's.
      await callService(iam, 'CreateServiceLinkedRole', { AWSServiceName: linked }, asService).catch(
        () => undefined,
      );
    },
  };
}
