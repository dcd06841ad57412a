import type { PipelineRole } from '@phaseline/model';

/** Actions by the role that asks for them. */
export type Uses = Readonly<Partial<Record<PipelineRole, readonly string[]>>>;

/**
 * Grants that only a whole workflow uses, by the whole-system test that runs it and fails where it does not use them. Everything else is
 * used, and compared with what is granted, by the test of the roles beside this package's own calls.
 */
export const usedByWorkflows = {
  // Images are built and pushed by another library, the stock is seeded by a script.
  deployEcs: {
    plan: ['ecr:DescribeImages'],
    deploy: [
      'dynamodb:BatchGetItem',
      'ecr:BatchCheckLayerAvailability',
      'ecr:CompleteLayerUpload',
      'ecr:DescribeImages',
      'ecr:UploadLayerPart',
    ],
  },
  preview: { preview: ['dynamodb:BatchGetItem'] },
} as const satisfies Readonly<Record<string, Uses>>;
