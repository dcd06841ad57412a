import type {
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  DeletePolicyVersionRequest,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  PolicyVersion as ShownVersion,
  SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { checkDocument } from '../check.ts';
import { deleteConflict, limitExceeded, noSuchEntity } from '../errors.ts';
import { findPolicy } from '../find.ts';
import { ownPolicy } from '../own-policy.ts';
import { paginate } from '../paginate.ts';
import type { Iam, ManagedPolicy, PolicyVersion } from '../records.ts';

export const createPolicyVersion =
  (iam: Iam): Operation<CreatePolicyVersionRequest, CreatePolicyVersionResponse> =>
  ({ PolicyArn, PolicyDocument: document = '', SetAsDefault = false }) => {
    const policy = ownPolicy(iam, PolicyArn);
    checkDocument(document, 'identity', 6144, 'PolicySize');
    if (policy.versions.length >= 5) {
      throw limitExceeded(
        `A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    policy.versionCount += 1;
    const version = { id: `v${policy.versionCount}`, document, createdAt: new Date().toISOString() };
    policy.versions = [version, ...policy.versions];
    policy.updatedAt = version.createdAt;
    if (SetAsDefault) policy.defaultVersionId = version.id;
    return { PolicyVersion: show(policy, version, false) };
  };

export const getPolicyVersion =
  (iam: Iam): Operation<GetPolicyVersionRequest, GetPolicyVersionResponse> =>
  ({ PolicyArn, VersionId }) => {
    const policy = findPolicy(iam, PolicyArn);
    return { PolicyVersion: show(policy, find(policy, VersionId), true) };
  };

export const listPolicyVersions =
  (iam: Iam): Operation<ListPolicyVersionsRequest, ListPolicyVersionsResponse> =>
  ({ PolicyArn, ...paging }) => {
    const policy = findPolicy(iam, PolicyArn);
    const { page, ...rest } = paginate(policy.versions, paging);
    return { Versions: page.map((version) => show(policy, version, false)), ...rest };
  };

export const setDefaultPolicyVersion =
  (iam: Iam): Operation<SetDefaultPolicyVersionRequest, void> =>
  ({ PolicyArn, VersionId }) => {
    const policy = ownPolicy(iam, PolicyArn);
    policy.defaultVersionId = find(policy, VersionId).id;
  };

export const deletePolicyVersion =
  (iam: Iam): Operation<DeletePolicyVersionRequest, void> =>
  ({ PolicyArn, VersionId }) => {
    const policy = ownPolicy(iam, PolicyArn);
    const { id } = find(policy, VersionId);
    if (id === policy.defaultVersionId)
      throw deleteConflict('Cannot delete the default version of a policy.');
    policy.versions = policy.versions.filter((version) => version.id !== id);
  };

function find({ arn, versions }: ManagedPolicy, id: string | undefined): PolicyVersion {
  const version = versions.find((one) => one.id === id);
  if (!version) throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  return version;
}

function show(
  policy: ManagedPolicy,
  { id, document, createdAt }: PolicyVersion,
  whole: boolean,
): ShownVersion {
  return {
    VersionId: id,
    IsDefaultVersion: id === policy.defaultVersionId,
    CreateDate: new Date(createdAt),
    ...(whole ? { Document: encodeURIComponent(document) } : {}),
  };
}
