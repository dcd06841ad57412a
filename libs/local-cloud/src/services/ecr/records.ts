import type { ImageTagMutability, Tag } from '@aws-sdk/client-ecr';
import type { CloudEnvironment } from '../../environment.ts';
import type { Permission } from '../../api/access.ts';
import { AwsError, type Principal } from '../../service.ts';
import type { BlobStore } from './blob-store.ts';
import type { TokenIssuer } from './token.ts';

/** One manifest in a repository, by digest. */
export interface ImageRecord {
  readonly digest: string;
  readonly mediaType: string;
  /** The exact text that was pushed: its sha256 is the digest. */
  readonly manifest: string;
  readonly artifactMediaType: string | undefined;
  /** Compressed size of config and layers, in bytes. */
  readonly size: number;
  readonly pushedAt: number;
  pulledAt: number | undefined;
}

export interface RepositoryRecord {
  readonly name: string;
  readonly createdAt: number;
  mutability: ImageTagMutability;
  scanOnPush: boolean;
  readonly encryptionType: 'AES256' | 'KMS' | 'KMS_DSSE';
  tags: Tag[];
  policy: string | undefined;
  lifecyclePolicy: string | undefined;
  lifecycleEvaluatedAt: number | undefined;
  /** Anyone may pull: only the base image that stands in for a public registry. */
  readonly publicPull: boolean;
  readonly images: Map<string, ImageRecord>;
  /** Image tag to digest. */
  readonly imageTags: Map<string, string>;
  /** Digests of the blobs that were pushed to, or mounted in, this repository. */
  readonly blobs: Set<string>;
}

/** What all operations of one ECR share. */
export interface Ecr {
  readonly environment: CloudEnvironment;
  readonly repositories: Map<string, RepositoryRecord>;
  readonly blobs: BlobStore;
  readonly tokens: TokenIssuer;
  /** The permission that a principal lacks, of those that a request to the registry needs. */
  readonly findDenied: FindDenied;
}

export type FindDenied = (principal: Principal, wanted: readonly Permission[]) => Permission | undefined;

/** An empty repository. */
export function createRepositoryRecord(
  name: string,
  options: Partial<RepositoryRecord> = {},
): RepositoryRecord {
  return {
    name,
    createdAt: Date.now(),
    mutability: 'MUTABLE',
    scanOnPush: false,
    encryptionType: 'AES256',
    tags: [],
    policy: undefined,
    lifecyclePolicy: undefined,
    lifecycleEvaluatedAt: undefined,
    publicPull: false,
    images: new Map(),
    imageTags: new Map(),
    blobs: new Set(),
    ...options,
  };
}

/** @throws AwsError RepositoryNotFoundException. */
export function findRepository(ecr: Ecr, name: string | undefined, registryId?: string): RepositoryRecord {
  const repository = ecr.repositories.get(name ?? '');
  const account = ecr.environment.account;
  if (repository === undefined || (registryId !== undefined && registryId !== account)) {
    throw new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${registryId ?? account}'`,
    );
  }
  return repository;
}

/** @throws AwsError RepositoryNotFoundException, or InvalidParameterException for what is no repository ARN. */
export function findRepositoryByArn(ecr: Ecr, arn: string | undefined): RepositoryRecord {
  const name = /^arn:aws[\w-]*:ecr:[\w-]+:\d{12}:repository\/(.+)$/.exec(arn ?? '')?.[1];
  if (name === undefined) {
    throw new AwsError(
      'InvalidParameterException',
      `Invalid parameter at 'resourceArn': '${arn}' is no ARN of a repository`,
    );
  }
  return findRepository(ecr, name);
}

/** The tags that point at `digest`, in name order. */
export function tagsOf(repository: RepositoryRecord, digest: string): string[] {
  return [...repository.imageTags]
    .filter(([, target]) => target === digest)
    .map(([tag]) => tag)
    .sort();
}
