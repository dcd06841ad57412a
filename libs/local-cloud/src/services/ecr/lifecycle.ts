import { AwsError } from '../../service.ts';

/** What a rule is judged on. */
export interface LifecycleImage {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Milliseconds since the epoch. */
  readonly pushedAt: number;
}

interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: 'tagged' | 'untagged' | 'any';
    readonly tagPrefixList?: readonly string[];
    readonly tagPatternList?: readonly string[];
    readonly countType: 'imageCountMoreThan' | 'sinceImagePushed';
    readonly countUnit?: 'days';
    readonly countNumber: number;
  };
  readonly action: { readonly type: 'expire' };
}

const invalid = (why: string) =>
  new AwsError(
    'InvalidParameterException',
    `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ${why}'`,
  );

/** @throws AwsError InvalidParameterException naming what is wrong with the text. */
export function parseLifecyclePolicy(text: string): LifecycleRule[] {
  let rules: LifecycleRule[];
  try {
    ({ rules } = JSON.parse(text) as { rules: LifecycleRule[] });
  } catch (cause) {
    throw Object.assign(invalid('the text is not JSON'), { cause });
  }
  if (!Array.isArray(rules) || rules.length === 0)
    throw invalid("object has missing required properties (['rules'])");
  for (const { rulePriority, selection, action } of rules) {
    if (!Number.isInteger(rulePriority) || rulePriority < 1)
      throw invalid('rulePriority must be an integer from 1');
    if (action?.type !== 'expire') throw invalid(`action type '${String(action?.type)}' is not 'expire'`);
    if (!['tagged', 'untagged', 'any'].includes(selection?.tagStatus))
      throw invalid(`tagStatus '${selection?.tagStatus}' is none of tagged, untagged, any`);
    if (!['imageCountMoreThan', 'sinceImagePushed'].includes(selection.countType))
      throw invalid(`countType '${selection.countType}' is none of imageCountMoreThan, sinceImagePushed`);
    if (!Number.isInteger(selection.countNumber) || selection.countNumber < 1)
      throw invalid('countNumber must be an integer from 1');
    if (selection.countType === 'sinceImagePushed' && selection.countUnit !== 'days')
      throw invalid("countUnit must be 'days' with sinceImagePushed");
    const names = selection.tagPrefixList?.length ?? selection.tagPatternList?.length ?? 0;
    if (selection.tagStatus === 'tagged' && names === 0)
      throw invalid("tagStatus 'tagged' needs tagPrefixList or tagPatternList");
  }
  if (new Set(rules.map((rule) => rule.rulePriority)).size < rules.length)
    throw invalid('rulePriority must be unique');
  return rules.toSorted((a, b) => a.rulePriority - b.rulePriority);
}

function selects({ selection }: LifecycleRule, tags: readonly string[]): boolean {
  if (selection.tagStatus === 'any') return true;
  if (selection.tagStatus === 'untagged') return tags.length === 0;
  const patterns = (selection.tagPatternList ?? []).map(
    (pattern) =>
      new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`),
  );
  const prefixes = selection.tagPrefixList ?? [];
  return tags.some(
    (tag) =>
      prefixes.some((prefix) => tag.startsWith(prefix)) || patterns.some((pattern) => pattern.test(tag)),
  );
}

/**
 * The digests that a policy expires now. An image is judged by the first rule that selects it, as on ECR.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function expiredImages(
  rules: readonly LifecycleRule[],
  images: readonly LifecycleImage[],
  now: number,
): string[] {
  const expired: string[] = [];
  let rest = images.toSorted((a, b) => b.pushedAt - a.pushedAt);
  for (const rule of rules) {
    const chosen = rest.filter((image) => selects(rule, image.tags));
    const { countType, countNumber } = rule.selection;
    const gone =
      countType === 'imageCountMoreThan'
        ? chosen.slice(countNumber)
        : chosen.filter((image) => now - image.pushedAt > countNumber * 86_400_000);
    expired.push(...gone.map((image) => image.digest));
    rest = rest.filter((image) => !chosen.includes(image));
  }
  return expired;
}
