import type { LocalCloud } from '@phaseline/local-cloud';

/** Where mail goes out and is told of: what libs/model provisions for an environment. */
export const mailGround = { configurationSet: 'order-mail', mailLogGroup: '/aws/events/order-mail' } as const;

const { configurationSet, mailLogGroup } = mailGround;

/** Makes `address` one that SES may send from, and {@link mailGround}. The data plane sets nothing up, on purpose. */
export async function layMailGround(cloud: LocalCloud, address: string): Promise<void> {
  const { region, account } = cloud;
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  const writers = { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] };
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: writers,
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: arn('logs', 'log-group:/aws/events/*:*'),
      },
    ],
  };
  const pattern = {
    source: ['aws.ses'],
    detail: { mail: { tags: { 'ses:configuration-set': [configurationSet] } } },
  };
  const ses = async (path: string, body: object) => await call(cloud, 'ses', `/v2/email/${path}`, {}, body);
  const json = async (service: string, target: string, body: object) =>
    await call(
      cloud,
      service,
      '/',
      { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
      body,
    );
  await ses('identities', { EmailIdentity: address });
  await ses('configuration-sets', { ConfigurationSetName: configurationSet });
  await ses(`configuration-sets/${configurationSet}/event-destinations`, {
    EventDestinationName: 'events',
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['SEND'],
      EventBridgeDestination: { EventBusArn: arn('events', 'event-bus/default') },
    },
  });
  await json('logs', 'Logs_20140328.CreateLogGroup', { logGroupName: mailLogGroup });
  await json('logs', 'Logs_20140328.PutResourcePolicy', {
    policyName: 'mail',
    policyDocument: JSON.stringify(policy),
  });
  await json('events', 'AWSEvents.PutRule', { Name: 'order-mail', EventPattern: JSON.stringify(pattern) });
  await json('events', 'AWSEvents.PutTargets', {
    Rule: 'order-mail',
    Targets: [{ Id: 'log', Arn: arn('logs', `log-group:${mailLogGroup}`) }],
  });
}

async function call(
  { url, region }: LocalCloud,
  service: string,
  path: string,
  headers: Record<string, string>,
  body: object,
): Promise<void> {
  const scope = `local/20260101/${region}/${service}/aws4_request`;
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${service} ${path}: HTTP ${response.status}: ${await response.text()}`);
}
