import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { checkDocument, checkName, checkPath, checkSessionDuration } from '../check.ts';
import { alreadyExists } from '../errors.ts';
import { findPolicy } from '../find.ts';
import { uniqueId } from '../ids.ts';
import type { Iam, Role } from '../records.ts';
import { showRole } from '../show.ts';
import { addTags } from '../tags.ts';

export const createRole =
  (iam: Iam): Operation<CreateRoleRequest, CreateRoleResponse> =>
  ({
    RoleName: name = '',
    AssumeRolePolicyDocument: trust = '',
    Path,
    Description,
    MaxSessionDuration,
    PermissionsBoundary,
    Tags,
  }) => {
    checkName(name, 'roleName', 64);
    const path = checkPath(Path);
    checkDocument(trust, 'trust', 2048, 'ACLSizePerRole');
    if (PermissionsBoundary !== undefined) findPolicy(iam, PermissionsBoundary);
    // Names are unique without regard to case.
    const taken = [...iam.roles.keys()].some((other) => other.toLowerCase() === name.toLowerCase());
    if (taken) throw alreadyExists(`Role with name ${name} already exists.`);
    const role: Role = {
      path,
      name,
      id: uniqueId('AROA'),
      arn: `arn:aws:iam::${iam.account}:role${path}${name}`,
      createdAt: new Date().toISOString(),
      description: Description,
      maxSessionDuration: checkSessionDuration(MaxSessionDuration),
      boundaryArn: PermissionsBoundary,
      trust,
      attached: new Set(),
      inline: new Map(),
      tags: new Map(),
      lastUsedAt: undefined,
    };
    addTags(role.tags, Tags);
    iam.roles.set(name, role);
    return { Role: showRole(role) };
  };
