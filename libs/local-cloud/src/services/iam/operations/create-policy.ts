import type { CreatePolicyRequest, CreatePolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { checkDocument, checkName, checkPath } from '../check.ts';
import { alreadyExists } from '../errors.ts';
import { uniqueId } from '../ids.ts';
import type { Iam, ManagedPolicy } from '../records.ts';
import { showPolicy } from '../show.ts';
import { addTags } from '../tags.ts';

export const createPolicy =
  (iam: Iam): Operation<CreatePolicyRequest, CreatePolicyResponse> =>
  ({ PolicyName: name = '', PolicyDocument: document = '', Path, Description, Tags }) => {
    checkName(name, 'policyName', 128);
    const path = checkPath(Path);
    checkDocument(document, 'identity', 6144, 'PolicySize');
    const arn = `arn:aws:iam::${iam.account}:policy${path}${name}`;
    if ([...iam.policies.values()].some((other) => other.name === name)) {
      throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    }
    const now = new Date().toISOString();
    const policy: ManagedPolicy = {
      arn,
      path,
      name,
      id: uniqueId('ANPA'),
      description: Description,
      createdAt: now,
      updatedAt: now,
      versions: [{ id: 'v1', document, createdAt: now }],
      defaultVersionId: 'v1',
      versionCount: 1,
      tags: new Map(),
    };
    addTags(policy.tags, Tags);
    iam.policies.set(arn, policy);
    return { Policy: showPolicy(iam, policy) };
  };
