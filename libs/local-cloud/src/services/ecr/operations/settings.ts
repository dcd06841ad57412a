import type {
  BatchCheckLayerAvailabilityRequest,
  BatchCheckLayerAvailabilityResponse,
  DescribeImageScanFindingsRequest,
  DescribeImageScanFindingsResponse,
  GetAuthorizationTokenRequest,
  GetAuthorizationTokenResponse,
  Layer,
  LayerFailure,
  PutImageScanningConfigurationRequest,
  PutImageScanningConfigurationResponse,
  PutImageTagMutabilityRequest,
  PutImageTagMutabilityResponse,
} from '@aws-sdk/client-ecr';
import { AwsError, type Operation } from '../../../service.ts';
import { findImage, isImage } from '../find-image.ts';
import { findRepository, type Ecr } from '../records.ts';
import { required } from '../required.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html */
export const getAuthorizationToken =
  (ecr: Ecr): Operation<GetAuthorizationTokenRequest, GetAuthorizationTokenResponse> =>
  (_input, context) => ({
    authorizationData: [{ ...ecr.tokens.issue(context.principal), proxyEndpoint: context.origin }],
  });

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html */
export const putImageTagMutability =
  (ecr: Ecr): Operation<PutImageTagMutabilityRequest, PutImageTagMutabilityResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const mutability = required(input.imageTagMutability, 'imageTagMutability');
    if (mutability.endsWith('EXCLUSION')) {
      throw new AwsError(
        'InvalidParameterException',
        `imageTagMutability '${mutability}' is not built here; use MUTABLE or IMMUTABLE`,
      );
    }
    repository.mutability = mutability;
    return {
      registryId: ecr.environment.account,
      repositoryName: repository.name,
      imageTagMutability: repository.mutability,
    };
  };

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html */
export const putImageScanningConfiguration =
  (ecr: Ecr): Operation<PutImageScanningConfigurationRequest, PutImageScanningConfigurationResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    repository.scanOnPush = input.imageScanningConfiguration?.scanOnPush ?? false;
    return {
      registryId: ecr.environment.account,
      repositoryName: repository.name,
      imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    };
  };

/** There is no scanner here, so there is never a finding to tell of, and never an all-clear. */
export const describeImageScanFindings =
  (ecr: Ecr): Operation<DescribeImageScanFindingsRequest, DescribeImageScanFindingsResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const id = input.imageId ?? {};
    const shown = `{imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'}`;
    const where = `the repository with name '${repository.name}' in the registry with id '${ecr.environment.account}'`;
    if (!isImage(findImage(repository, id))) {
      throw new AwsError(
        'ImageNotFoundException',
        `The image with imageId ${shown} does not exist within ${where}`,
      );
    }
    throw new AwsError(
      'ScanNotFoundException',
      `Image scan does not exist for the image with '${shown}' in ${where}`,
    );
  };

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchCheckLayerAvailability.html */
export const batchCheckLayerAvailability =
  (ecr: Ecr): Operation<BatchCheckLayerAvailabilityRequest, BatchCheckLayerAvailabilityResponse> =>
  async (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const layers: Layer[] = [];
    const failures: LayerFailure[] = [];
    for (const layerDigest of required(input.layerDigests, 'layerDigests')) {
      const layerSize = repository.blobs.has(layerDigest) ? await ecr.blobs.size(layerDigest) : undefined;
      if (!/^sha256:[0-9a-f]{64}$/.test(layerDigest)) {
        failures.push({
          layerDigest,
          failureCode: 'InvalidLayerDigest',
          failureReason: 'Invalid layer digest',
        });
      } else if (layerSize === undefined) layers.push({ layerDigest, layerAvailability: 'UNAVAILABLE' });
      else layers.push({ layerDigest, layerSize, layerAvailability: 'AVAILABLE' });
    }
    return { layers, failures };
  };
