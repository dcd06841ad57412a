import type { Permission } from '../../../api/access.ts';
import type { Ecr, RepositoryRecord } from '../records.ts';
import { RegistryError } from './respond.ts';

/** The IAM actions behind `docker push` and `docker pull`: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
const actions: Readonly<Record<string, string>> = {
  'GET blobs': 'GetDownloadUrlForLayer',
  'HEAD blobs': 'BatchCheckLayerAvailability',
  'GET manifests': 'BatchGetImage',
  'HEAD manifests': 'BatchGetImage',
  'PUT manifests': 'PutImage',
  'DELETE manifests': 'BatchDeleteImage',
  'GET tags': 'ListImages',
  'GET referrers': 'BatchGetImage',
  'POST blobs/uploads': 'InitiateLayerUpload',
  'PATCH blobs/uploads': 'UploadLayerPart',
  'PUT blobs/uploads': 'CompleteLayerUpload',
};

/** One request to the registry: its method, and what kind of thing of which repository it is about. */
export interface RegistryUse {
  readonly method: string;
  readonly kind: string;
  readonly repository: RepositoryRecord;
}

/**
 * Holds a request to the registry against what the principal of its token may do now.
 * @throws RegistryError 403 DENIED, with the action and the repository
 */
export function assertMayUse(ecr: Ecr, authorization: string | undefined, use: RegistryUse): void {
  const { method, kind, repository } = use;
  if (repository.publicPull && (method === 'GET' || method === 'HEAD')) return;
  const principal = ecr.tokens.accepts(authorization);
  const action = actions[`${method} ${kind}`];
  if (principal === undefined || action === undefined) return;
  const { account, region } = ecr.environment;
  const resource = `arn:aws:ecr:${region}:${account}:repository/${repository.name}`;
  const wanted: Permission = { action: `ecr:${action}`, resource };
  if (ecr.findDenied(principal, [wanted]) === undefined) return;
  throw new RegistryError(
    403,
    'DENIED',
    `User: ${principal.arn} is not authorized to perform: ${wanted.action} on resource: ${resource} because no identity-based policy allows the ${wanted.action} action`,
  );
}
