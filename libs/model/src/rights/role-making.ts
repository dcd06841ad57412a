import type { PolicyStatement } from '../policy.ts';
import { partitionOf } from '../arns.ts';
import { arnsOf, type Reach } from './reach.ts';
import { allow } from './statement.ts';

/**
 * Roles for components: only by their names, only within the boundary, and handed only to the service that runs them. Whoever could make
 * a role without a boundary could do anything with it.
 */
export function roleMaking(reach: Reach, boundaryArn: string): PolicyStatement[] {
  const within = { StringEquals: { 'iam:PermissionsBoundary': boundaryArn } };
  const roles = arnsOf(reach, 'iam', 'role/%', [...new Set([...reach.taskRoles, ...reach.functionRoles])]);
  const partition = partitionOf(reach.place.region);
  const execution = `arn:${partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`;
  const passed = (sid: string, names: readonly string[], service: string) =>
    allow(sid, 'iam', ['PassRole'], arnsOf(reach, 'iam', 'role/%', names), {
      StringEquals: { 'iam:PassedToService': service },
    });
  return [
    allow(
      'Roles',
      'iam',
      ['CreateRole', 'PutRolePermissionsBoundary', 'PutRolePolicy', 'UpdateAssumeRolePolicy'],
      roles,
      within,
    ),
    allow('RoleTags', 'iam', ['TagRole'], roles),
    allow('ExecutionPolicy', 'iam', ['AttachRolePolicy'], roles, {
      StringEquals: { 'iam:PermissionsBoundary': boundaryArn },
      ArnEquals: { 'iam:PolicyARN': execution },
    }),
    passed('PassTaskRoles', reach.taskRoles, 'ecs-tasks.amazonaws.com'),
    passed('PassFunctionRoles', reach.functionRoles, 'lambda.amazonaws.com'),
    // The first service, load balancer and scalable target of an account make AWS's own roles for it.
    allow(
      'ServiceRoles',
      'iam',
      ['CreateServiceLinkedRole'],
      arnsOf(reach, 'iam', 'role/aws-service-role/%/*', serviceLinked),
      { StringEquals: { 'iam:AWSServiceName': serviceLinked } },
    ),
  ];
}

const serviceLinked = [
  'ecs.amazonaws.com',
  'ecs.application-autoscaling.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
];
