/** Where an environment lives: twelve digits and a region name. */
export interface AwsPlace {
  readonly account: string;
  readonly region: string;
}

/** `aws`, or the partition of China's and GovCloud's regions. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

/** The ARNs that follow from a name alone, so that no resource must be read to know another's. */
export function arnsIn(place: AwsPlace) {
  const partition = partitionOf(place.region);
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${place.region}:${place.account}:${resource}`;
  return {
    topic: (name: string) => arn('sns', name),
    queue: (name: string) => arn('sqs', name),
    table: (name: string) => arn('dynamodb', `table/${name}`),
    logGroup: (name: string) => arn('logs', `log-group:${name}`),
    repository: (name: string) => arn('ecr', `repository/${name}`),
    identity: (name: string) => arn('ses', `identity/${name}`),
    configurationSet: (name: string) => arn('ses', `configuration-set/${name}`),
    eventRule: (name: string) => arn('events', `rule/${name}`),
    /** The only one that services of AWS put events on. */
    defaultEventBus: () => arn('events', 'event-bus/default'),
    cluster: (name: string) => arn('ecs', `cluster/${name}`),
    service: (cluster: string, name: string) => arn('ecs', `service/${cluster}/${name}`),
    function: (name: string) => arn('lambda', `function:${name}`),
    /** Any stage, method and path of one HTTP API. */
    httpApiRequests: (id: string) => arn('execute-api', `${id}/*/*`),
    /** IAM is global: no region. */
    role: (name: string) => `arn:${partition}:iam::${place.account}:role/${name}`,
    managedPolicy: (path: string) => `arn:${partition}:iam::aws:policy/${path}`,
  };
}

export type Arns = ReturnType<typeof arnsIn>;
