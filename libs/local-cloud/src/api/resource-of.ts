import type { Place } from './permissions.ts';

type Input = Readonly<Record<string, unknown>>;
type Find = (input: Input, place: Place) => string | undefined;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const first = (value: unknown): string | undefined => (Array.isArray(value) ? text(value[0]) : undefined);
/** An ARN as it is, a name with what stands before it. */
const named = (value: unknown, prefix: string): string | undefined => {
  const name = text(value);
  return name === undefined || name.startsWith('arn:') ? name : prefix + name;
};

/** The resource that a call is about, where its input names exactly one. */
const finders: Readonly<Record<string, Find>> = {
  apigateway(input, { region }) {
    // API Gateway's resources are the paths of its own API.
    const api = text(input.ApiId);
    const path = api === undefined ? '/apis' : `/apis/${api}`;
    return text(input.ResourceArn) ?? `arn:aws:apigateway:${region}::${path}`;
  },
  sqs(input, { account, region }) {
    const url = text(input.QueueUrl);
    const name = url === undefined ? text(input.QueueName) : url.split('/').at(-1);
    return name && `arn:aws:sqs:${region}:${account}:${name}`;
  },
  sns: (input, { account, region }) =>
    text(input.TopicArn) ??
    text(input.TargetArn) ??
    text(input.ResourceArn) ??
    // A subscription's ARN is its topic's with one part more; IAM is asked about the topic.
    text(input.SubscriptionArn)?.split(':').slice(0, 6).join(':') ??
    named(input.Name, `arn:aws:sns:${region}:${account}:`),
  dynamodb: (input, { account, region }) =>
    text(input.ResourceArn) ?? named(input.TableName, `arn:aws:dynamodb:${region}:${account}:table/`),
  logs(input, { account, region }) {
    const prefix = `arn:aws:logs:${region}:${account}:log-group:`;
    const group = named(input.logGroupName ?? input.logGroupIdentifier ?? input.resourceArn, prefix);
    // Listing groups is asked on this, so that `log-group:*` allows it.
    if (group === undefined) return `${prefix}:log-stream:`;
    const stream = text(input.logStreamName);
    const base = group.replace(/:\*$/, '');
    return stream === undefined ? `${base}:*` : `${base}:log-stream:${stream}`;
  },
  ecr: (input, { account, region }) =>
    text(input.resourceArn) ?? named(input.repositoryName, `arn:aws:ecr:${region}:${account}:repository/`),
  ecs(input, { account, region }) {
    const base = `arn:aws:ecs:${region}:${account}:`;
    const cluster = text(input.cluster)?.split('/').at(-1) ?? 'default';
    const service = input.service ?? input.serviceName ?? first(input.services);
    return (
      text(input.resourceArn) ??
      text(input.serviceDeploymentArn) ??
      first(input.serviceDeploymentArns) ??
      named(service, `${base}service/${cluster}/`) ??
      named(input.task ?? first(input.tasks), `${base}task/${cluster}/`) ??
      named(input.taskDefinition ?? input.family, `${base}task-definition/`) ??
      named(input.clusterName ?? input.cluster ?? first(input.clusters), `${base}cluster/`)
    );
  },
  iam(input, { account }) {
    const base = `arn:aws:iam::${account}:`;
    return (
      named(input.RoleName, `${base}role/`) ??
      text(input.PolicyArn) ??
      text(input.OpenIDConnectProviderArn) ??
      named(input.PolicyName, `${base}policy/`)
    );
  },
  sts: (input) => text(input.RoleArn),
  elasticloadbalancing: (input) =>
    text(input.RuleArn) ??
    text(input.ListenerArn) ??
    text(input.TargetGroupArn) ??
    text(input.LoadBalancerArn) ??
    first(input.ResourceArns),
  lambda: (input, { account, region }) =>
    named(input.FunctionName, `arn:aws:lambda:${region}:${account}:function:`) ?? text(input.Resource),
  ses: (input, { account, region }) =>
    named(input.FromEmailAddress ?? input.EmailIdentity, `arn:aws:ses:${region}:${account}:identity/`),
  'application-autoscaling': (input) => text(input.ResourceARN),
};

/** The ARN of what a call is about; `*` where it names none, or several: then only a statement on `*` allows it. */
export function resourceOf(signingName: string, input: Input, place: Place): string {
  return finders[signingName]?.(input, place) ?? '*';
}
