import { gatewayResource } from './gateway-resource.ts';
import type { Place } from './permissions.ts';

type Input = Readonly<Record<string, unknown>>;
type Found = string | readonly string[] | undefined;
type Find = (input: Input, place: Place, operation: string) => Found;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const texts = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.length > 0
    ? value.filter((item): item is string => typeof item === 'string')
    : undefined;
/** An ARN as it is, a name with what stands before it. */
const named = (value: unknown, prefix: string): string | undefined => {
  const name = text(value);
  return name === undefined || name.startsWith('arn:') ? name : prefix + name;
};
const allNamed = (value: unknown, prefix: string): string[] | undefined =>
  texts(value)?.flatMap((name) => named(name, prefix) ?? []);

/** How the resource of a call is found in its input, by signing name. */
export const finders: Readonly<Record<string, Find>> = {
  acm: (input) => text(input.CertificateArn),
  apigateway: gatewayResource,
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
  ec2(input, { account, region }, operation) {
    const base = `arn:aws:ec2:${region}:${account}:`;
    if (operation === 'CreateSecurityGroup') {
      return [`${base}security-group/*`, ...(text(input.VpcId) ? [`${base}vpc/${text(input.VpcId)}`] : [])];
    }
    const ids = texts(input.Resources) ?? [];
    const group = named(input.GroupId, `${base}security-group/`);
    return group ?? ids.map((id) => `${base}${id.startsWith('sg-') ? 'security-group' : '*'}/${id}`);
  },
  logs(input, { account, region }) {
    const prefix = `arn:aws:logs:${region}:${account}:log-group:`;
    const group = named(input.logGroupName ?? input.logGroupIdentifier ?? input.resourceArn, prefix);
    // Listing groups is asked on this, so that `log-group:*` allows it.
    if (group === undefined) return `${prefix}:log-stream:`;
    const stream = text(input.logStreamName);
    const base = group.replace(/:\*$/, '');
    return stream === undefined ? `${base}:*` : `${base}:log-stream:${stream}`;
  },
  ecr(input, { account, region }) {
    const prefix = `arn:aws:ecr:${region}:${account}:repository/`;
    return (
      text(input.resourceArn) ??
      named(input.repositoryName, prefix) ??
      allNamed(input.repositoryNames, prefix)
    );
  },
  ecs(input, { account, region }, operation) {
    const base = `arn:aws:ecs:${region}:${account}:`;
    const cluster = text(input.cluster)?.split('/').at(-1) ?? 'default';
    if (operation === 'RegisterTaskDefinition') return `${base}task-definition/${text(input.family)}:*`;
    const service = input.service ?? input.serviceName;
    return (
      text(input.resourceArn) ??
      text(input.serviceDeploymentArn) ??
      texts(input.serviceDeploymentArns) ??
      texts(input.serviceRevisionArns) ??
      named(service, `${base}service/${cluster}/`) ??
      allNamed(input.services, `${base}service/${cluster}/`) ??
      named(input.task, `${base}task/${cluster}/`) ??
      allNamed(input.tasks, `${base}task/${cluster}/`) ??
      named(input.taskDefinition, `${base}task-definition/`) ??
      allNamed(input.taskDefinitions, `${base}task-definition/`) ??
      named(input.clusterName ?? input.cluster, `${base}cluster/`) ??
      allNamed(input.clusters, `${base}cluster/`)
    );
  },
  iam(input, { account }) {
    const base = `arn:aws:iam::${account}:`;
    const linked = text(input.AWSServiceName);
    if (linked) return `${base}role/aws-service-role/${linked}/*`;
    return (
      named(input.RoleName, `${base}role/`) ??
      text(input.PolicyArn) ??
      text(input.OpenIDConnectProviderArn) ??
      named(text(input.Url)?.replace(/^https:\/\//, ''), `${base}oidc-provider/`) ??
      named(input.PolicyName, `${base}policy${text(input.Path) ?? '/'}`)
    );
  },
  sts: (input) => text(input.RoleArn),
  elasticloadbalancing(input, { account, region }, operation) {
    const base = `arn:aws:elasticloadbalancing:${region}:${account}:`;
    // The last part of an ARN is not known before it is there.
    if (operation === 'CreateLoadBalancer') return `${base}loadbalancer/app/${text(input.Name)}/*`;
    if (operation === 'CreateTargetGroup') return `${base}targetgroup/${text(input.Name)}/*`;
    return (
      text(input.RuleArn) ??
      text(input.ListenerArn) ??
      text(input.TargetGroupArn) ??
      text(input.LoadBalancerArn) ??
      texts(input.ResourceArns)
    );
  },
  lambda(input, { account, region }) {
    const base = `arn:aws:lambda:${region}:${account}:`;
    const mapping = text(input.UUID);
    if (mapping) return `${base}event-source-mapping:${mapping}`;
    const name = named(input.FunctionName, `${base}function:`);
    const qualifier = text(input.Qualifier);
    if (name === undefined || qualifier === undefined) return name ?? text(input.Resource);
    return `${name}:${qualifier}`;
  },
  route53(input) {
    const zone = text(input.HostedZoneId)?.split('/').at(-1);
    if (zone) return `arn:aws:route53:::hostedzone/${zone}`;
    const id = text(input.Id)?.split('/').at(-1);
    return id && `arn:aws:route53:::${id.startsWith('Z') ? 'hostedzone' : 'change'}/${id}`;
  },
  events(input, { account, region }, operation) {
    const base = `arn:aws:events:${region}:${account}:`;
    if (operation === 'PutEvents') return `${base}event-bus/default`;
    return text(input.ResourceARN) ?? named(input.Name ?? input.Rule, `${base}rule/`);
  },
  ses(input, { account, region }) {
    const base = `arn:aws:ses:${region}:${account}:`;
    const identity = named(input.FromEmailAddress ?? input.EmailIdentity, `${base}identity/`);
    // A mail is asked about on both: who sends it, and by which set.
    const set = named(input.ConfigurationSetName, `${base}configuration-set/`);
    return text(input.ResourceArn) ?? [identity ?? [], set ?? []].flat();
  },
  'application-autoscaling': (input, { account, region }) =>
    // A target's id is its own.
    text(input.ResourceARN) ?? `arn:aws:application-autoscaling:${region}:${account}:scalable-target/*`,
};
