import type {
  DeleteResourcePolicyRequest,
  DescribeResourcePoliciesRequest,
  DescribeResourcePoliciesResponse,
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
  ResourcePolicy as Shown,
} from '@aws-sdk/client-cloudwatch-logs';
import { parsePolicy, type PolicyDocument, PolicyError } from '../../../policy/index.ts';
import { AwsError, type Operation } from '../../../service.ts';
import { invalidParameter, notFound } from '../errors.ts';
import { paginate } from '../paginate.ts';
import type { Logs, ResourcePolicy } from '../records.ts';

/** Of the account, in one region. */
export const MOST_RESOURCE_POLICIES = 10;
const LONGEST_POLICY = 5120;

const show = ({ name, text, updatedAt }: ResourcePolicy): Shown => ({
  policyName: name,
  policyDocument: text,
  lastUpdatedTime: updatedAt,
  policyScope: 'ACCOUNT',
});

/** Creates or replaces one by its name. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
export const putResourcePolicy =
  (logs: Logs): Operation<PutResourcePolicyRequest, PutResourcePolicyResponse> =>
  ({ policyName: name = '', policyDocument: text = '', resourceArn }) => {
    refuseGroups(resourceArn);
    if (name === '') throw invalidParameter('policyName is required.');
    if (text.length > LONGEST_POLICY)
      throw invalidParameter(
        `policyDocument takes at most ${LONGEST_POLICY} characters, found ${text.length}.`,
      );
    const document = read(text);
    if (!logs.resourcePolicies.has(name) && logs.resourcePolicies.size >= MOST_RESOURCE_POLICIES)
      throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
    const policy = { name, text, document, updatedAt: logs.clock.now() };
    logs.resourcePolicies.set(name, policy);
    return { resourcePolicy: show(policy) };
  };

function read(text: string): PolicyDocument {
  let document: PolicyDocument;
  try {
    document = parsePolicy(text, 'resource');
  } catch (error) {
    if (error instanceof PolicyError) throw invalidParameter(error.message);
    throw error;
  }
  const actions = document.Statement.flatMap(({ Action = [] }) => Action);
  const strange = actions.find((action) => !['logs:PutLogEvents', 'logs:CreateLogStream'].includes(action));
  if (strange !== undefined)
    throw invalidParameter(
      `A resource policy takes logs:PutLogEvents and logs:CreateLogStream, found ${strange}.`,
    );
  return document;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html */
export const describeResourcePolicies =
  (logs: Logs): Operation<DescribeResourcePoliciesRequest, DescribeResourcePoliciesResponse> =>
  ({ resourceArn, policyScope, ...paging }) => {
    refuseGroups(resourceArn);
    const all = policyScope === 'RESOURCE' ? [] : [...logs.resourcePolicies.values()];
    const { page, ...rest } = paginate(all, paging);
    return { resourcePolicies: page.map(show), ...rest };
  };

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy =
  (logs: Logs): Operation<DeleteResourcePolicyRequest, void> =>
  ({ policyName: name = '', resourceArn }) => {
    refuseGroups(resourceArn);
    if (!logs.resourcePolicies.delete(name)) throw notFound(`Policy with name [${name}] does not exist.`);
  };

function refuseGroups(resourceArn: string | undefined): void {
  if (resourceArn === undefined) return;
  throw new AwsError(
    'NotImplemented',
    "Resource policies of one log group (resourceArn) are not built in this local cloud: the account's are.",
    { statusCode: 501 },
  );
}
