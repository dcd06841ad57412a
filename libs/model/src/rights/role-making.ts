import { partitionOf } from '../arns.ts';
import type { PolicyStatement } from '../policy.ts';
import { arnsOf, type Reach } from './reach.ts';
import { allow } from './statement.ts';

/**
 * Roles for functions: only by their names, only within the boundary, and handed to Lambda alone. Whoever could make a role without a
 * boundary could do anything with it.
 */
export function functionRoleMaking(reach: Reach, boundaryArn: string): PolicyStatement[] {
  return [
    ...making('Function', reach, reach.functionRoles, [], boundaryArn),
    passing('Function', reach, reach.functionRoles, 'lambda.amazonaws.com'),
    // The first API or domain name of an account makes API Gateway's own role, by which it uses a domain's certificate:
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/using-service-linked-roles.html
    serviceLinking('ApiServiceRole', reach, ['ops.apigateway.amazonaws.com']),
  ];
}

/** Roles for tasks, in the same way, and the one role by which ECS starts them. */
export function taskRoleMaking(reach: Reach, boundaryArn: string): PolicyStatement[] {
  const execution = `arn:${partitionOf(reach.place.region)}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`;
  return [
    ...making('Task', reach, reach.taskRoles, reach.executionRoles, boundaryArn),
    passing('Task', reach, [...reach.executionRoles, ...reach.taskRoles], 'ecs-tasks.amazonaws.com'),
    allow(
      'ExecutionPolicy',
      'iam',
      ['AttachRolePolicy'],
      arnsOf(reach, 'iam', 'role/%', reach.executionRoles),
      {
        StringEquals: { 'iam:PermissionsBoundary': boundaryArn },
        ArnEquals: { 'iam:PolicyARN': execution },
      },
    ),
    // The first service, load balancer and scalable target of an account make AWS's own roles for it.
    serviceLinking('ServiceRoles', reach, [
      'ecs.amazonaws.com',
      'ecs.application-autoscaling.amazonaws.com',
      'elasticloadbalancing.amazonaws.com',
    ]),
  ];
}

function making(
  what: string,
  reach: Reach,
  names: readonly string[],
  /** Roles without a policy of ours in them. */
  others: readonly string[],
  boundaryArn: string,
): PolicyStatement[] {
  const own = arnsOf(reach, 'iam', 'role/%', names);
  const roles = [...arnsOf(reach, 'iam', 'role/%', others), ...own];
  const within = { StringEquals: { 'iam:PermissionsBoundary': boundaryArn } };
  return [
    allow(`${what}Roles`, 'iam', ['CreateRole', 'PutRolePermissionsBoundary'], roles, within),
    allow(`${what}RolePolicies`, 'iam', ['PutRolePolicy'], own, within),
    // AWS holds neither of these against a boundary.
    allow(`${what}RoleTrust`, 'iam', ['TagRole', 'UpdateAssumeRolePolicy'], roles),
  ];
}

function passing(what: string, reach: Reach, names: readonly string[], service: string): PolicyStatement {
  return allow(`Pass${what}Roles`, 'iam', ['PassRole'], arnsOf(reach, 'iam', 'role/%', names), {
    StringEquals: { 'iam:PassedToService': service },
  });
}

function serviceLinking(sid: string, reach: Reach, services: readonly string[]): PolicyStatement {
  return allow(
    sid,
    'iam',
    ['CreateServiceLinkedRole'],
    arnsOf(reach, 'iam', 'role/aws-service-role/%/*', services),
    { StringEquals: { 'iam:AWSServiceName': services } },
  );
}
