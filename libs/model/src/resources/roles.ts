import type { Component } from '../components.ts';
import { executionTrust, taskPermissions, taskTrust } from '../permissions.ts';
import type { Resource } from '../resource.ts';
import { resourceId, type Scope } from './scope.ts';

/** The role by which ECS pulls images and writes logs for every task. */
export function executionRole({ describe, names, arns, permissionsBoundary }: Scope): Resource {
  return describe('role', names.executionRole, {
    trust: executionTrust,
    managedPolicyArns: [arns.managedPolicy('service-role/AmazonECSTaskExecutionRolePolicy')],
    permissionsBoundary,
  });
}

/** The role of one component's own code, and what it may do. */
export function taskRole(component: Component, scope: Scope): Resource[] {
  const { describe, names, place, permissionsBoundary } = scope;
  const role = names.taskRole(component);
  return [
    describe('role', role, {
      component,
      trust: taskTrust(place.account),
      managedPolicyArns: [],
      permissionsBoundary,
    }),
    describe('rolePolicy', `${role}/${component}`, {
      component,
      role,
      policyName: component,
      policy: taskPermissions(component, scope),
      dependsOn: [resourceId('role', role)],
    }),
  ];
}
