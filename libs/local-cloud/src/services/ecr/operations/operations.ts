import type { Ecr } from '../records.ts';
import { batchDeleteImage, batchGetImage, describeImages, listImages, putImage } from './images.ts';
import {
  deleteLifecyclePolicy,
  deleteRepositoryPolicy,
  getLifecyclePolicy,
  getRepositoryPolicy,
  putLifecyclePolicy,
  setRepositoryPolicy,
} from './policies.ts';
import { createRepository, deleteRepository, describeRepositories } from './repositories.ts';
import {
  batchCheckLayerAvailability,
  describeImageScanFindings,
  getAuthorizationToken,
  putImageScanningConfiguration,
  putImageTagMutability,
} from './settings.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** Every operation of ECR that is built, by API name. */
export const createOperations = (ecr: Ecr) => ({
  BatchCheckLayerAvailability: batchCheckLayerAvailability(ecr),
  BatchDeleteImage: batchDeleteImage(ecr),
  BatchGetImage: batchGetImage(ecr),
  CreateRepository: createRepository(ecr),
  DeleteLifecyclePolicy: deleteLifecyclePolicy(ecr),
  DeleteRepository: deleteRepository(ecr),
  DeleteRepositoryPolicy: deleteRepositoryPolicy(ecr),
  DescribeImageScanFindings: describeImageScanFindings(ecr),
  DescribeImages: describeImages(ecr),
  DescribeRepositories: describeRepositories(ecr),
  GetAuthorizationToken: getAuthorizationToken(ecr),
  GetLifecyclePolicy: getLifecyclePolicy(ecr),
  GetRepositoryPolicy: getRepositoryPolicy(ecr),
  ListImages: listImages(ecr),
  ListTagsForResource: listTagsForResource(ecr),
  PutImage: putImage(ecr),
  PutImageScanningConfiguration: putImageScanningConfiguration(ecr),
  PutImageTagMutability: putImageTagMutability(ecr),
  PutLifecyclePolicy: putLifecyclePolicy(ecr),
  SetRepositoryPolicy: setRepositoryPolicy(ecr),
  TagResource: tagResource(ecr),
  UntagResource: untagResource(ecr),
});
export type EcrOperations = ReturnType<typeof createOperations>;
