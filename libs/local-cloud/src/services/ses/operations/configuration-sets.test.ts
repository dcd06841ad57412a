import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOptions } from '../../../testing/client-options.ts';
import { failure, startClients } from '../../sqs/testing/cloud.ts';

let aws: Awaited<ReturnType<typeof startClients>>;
beforeAll(async () => {
  aws = await startClients();
  await aws.ses.createEmailIdentity({ EmailIdentity: 'shop.example' });
});
afterAll(() => aws?.stop());

const busArn = () => `arn:aws:events:${aws.cloud.region}:${aws.cloud.account}:event-bus/default`;
const destination = (MatchingEventTypes: ('SEND' | 'BOUNCE' | 'DELIVERY')[], Enabled = true) => ({
  Enabled,
  MatchingEventTypes,
  EventBridgeDestination: { EventBusArn: busArn() },
});
const mail = (to: string, ConfigurationSetName?: string) => ({
  FromEmailAddress: 'Shop <orders@shop.example>',
  Destination: { ToAddresses: [to] },
  Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'hi' } } } },
  EmailTags: [{ Name: 'order', Value: 'o-1' }],
  ConfigurationSetName,
});

describe('configuration sets of SES v2', () => {
  it('are created, shown, listed, tagged and deleted, with their event destinations', async () => {
    const { ses, cloud } = aws;
    const ConfigurationSetName = 'one';
    await ses.createConfigurationSet({ ConfigurationSetName, Tags: [{ Key: 'a', Value: 'b' }] });
    expect(await failure(ses.createConfigurationSet({ ConfigurationSetName }))).toMatchObject({
      name: 'AlreadyExistsException',
      status: 400,
    });
    const ResourceArn = `arn:aws:ses:${cloud.region}:${cloud.account}:configuration-set/one`;
    await ses.tagResource({ ResourceArn, Tags: [{ Key: 'c', Value: 'd' }] });
    expect(await ses.getConfigurationSet({ ConfigurationSetName })).toMatchObject({
      ConfigurationSetName,
      Tags: [
        { Key: 'a', Value: 'b' },
        { Key: 'c', Value: 'd' },
      ],
    });
    expect((await ses.listConfigurationSets({})).ConfigurationSets).toEqual(['one']);
    const named = { ConfigurationSetName, EventDestinationName: 'bus' };
    await ses.createConfigurationSetEventDestination({ ...named, EventDestination: destination(['SEND']) });
    expect(
      await failure(
        ses.createConfigurationSetEventDestination({ ...named, EventDestination: destination(['SEND']) }),
      ),
    ).toMatchObject({ name: 'AlreadyExistsException' });
    await ses.updateConfigurationSetEventDestination({
      ...named,
      EventDestination: destination(['BOUNCE'], false),
    });
    const shown = async () =>
      (await ses.getConfigurationSetEventDestinations({ ConfigurationSetName })).EventDestinations;
    expect(await shown()).toEqual([{ Name: 'bus', ...destination(['BOUNCE'], false) }]);
    await ses.deleteConfigurationSetEventDestination(named);
    expect(await shown()).toEqual([]);
    expect(await failure(ses.deleteConfigurationSetEventDestination(named))).toMatchObject({
      name: 'NotFoundException',
    });
    await ses.deleteConfigurationSet({ ConfigurationSetName });
    expect(await failure(ses.getConfigurationSet({ ConfigurationSetName }))).toMatchObject({
      name: 'NotFoundException',
      status: 404,
    });
  });

  it('take the default bus for a destination and nothing else', async () => {
    const { ses } = aws;
    await ses.createConfigurationSet({ ConfigurationSetName: 'two' });
    const refused = (EventDestination: object) =>
      failure(
        ses.createConfigurationSetEventDestination({
          ConfigurationSetName: 'two',
          EventDestinationName: 'bus',
          EventDestination,
        }),
      );
    expect(
      await refused({
        MatchingEventTypes: ['SEND'],
        EventBridgeDestination: { EventBusArn: `${busArn()}-2` },
      }),
    ).toMatchObject({ status: 400 });
    expect(await refused({ ...destination([]) })).toMatchObject({ status: 400 });
    expect(
      await refused({ MatchingEventTypes: ['SEND'], SnsDestination: { TopicArn: 'arn:t' } }),
    ).toMatchObject({ status: 501 });
  });

  it('refuses a mail by a set that is not there', async () => {
    expect(await failure(aws.ses.sendEmail(mail('a@b.example', 'none')))).toMatchObject({
      name: 'NotFoundException',
      message: 'Configuration set <none> does not exist.',
    });
  });

  it('tell EventBridge what became of a mail, also of one whose sender is gone by then', async () => {
    const { ses, cloud } = aws;
    const options = clientOptions(cloud);
    const logs = new CloudWatchLogs(options);
    const events = new EventBridge(options);
    const logGroupName = '/aws/events/mail';
    const base = `arn:aws:logs:${cloud.region}:${cloud.account}:log-group`;
    await logs.createLogGroup({ logGroupName });
    await logs.putResourcePolicy({
      policyName: 'events',
      policyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: `${base}:/aws/events/*:*`,
          },
        ],
      }),
    });
    const EventPattern = JSON.stringify({
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': ['told'] } } },
    });
    await events.putRule({ Name: 'mail', EventPattern });
    await events.putTargets({ Rule: 'mail', Targets: [{ Id: 'log', Arn: `${base}:${logGroupName}` }] });
    for (const ConfigurationSetName of ['told', 'untold']) {
      await ses.createConfigurationSet({ ConfigurationSetName });
      await ses.createConfigurationSetEventDestination({
        ConfigurationSetName,
        EventDestinationName: 'bus',
        EventDestination: destination(['SEND', 'BOUNCE']),
      });
    }
    await ses.sendEmail(mail('a@b.example'));
    await ses.sendEmail(mail('a@b.example', 'untold'));
    const { MessageId } = await ses.sendEmail(mail('bounce@simulator.amazonses.com', 'told'));
    // The answer is lost, the mail is not.
    await fetch(`${cloud.url}/_cloud/faults`, {
      method: 'POST',
      body: JSON.stringify({
        kind: 'reset',
        service: 'ses',
        operation: 'SendEmail',
        when: 'after',
        count: 1,
      }),
    });
    await expect(ses.sendEmail(mail('c@d.example', 'told'))).rejects.toThrow(/ECONNRESET|socket hang up/);
    const filterPattern = '{ $.detail-type = "Email Sent" && $.detail.mail.tags.order[0] = "o-1" }';
    const told = async (pattern?: string) =>
      ((await logs.filterLogEvents({ logGroupName, filterPattern: pattern })).events ?? []).map(
        ({ message = '' }) =>
          JSON.parse(message) as { 'detail-type': string; detail: { mail: Record<string, unknown> } },
      );
    await expect.poll(async () => (await told()).length).toBe(3);
    expect((await told()).map((event) => event['detail-type'])).toEqual([
      'Email Sent',
      'Email Bounced',
      'Email Sent',
    ]);
    const [first] = await told(filterPattern);
    expect(first).toMatchObject({
      source: 'aws.ses',
      resources: [`arn:aws:ses:${cloud.region}:${cloud.account}:configuration-set/told`],
      detail: {
        eventType: 'Send',
        mail: { messageId: MessageId, tags: { order: ['o-1'], 'ses:configuration-set': ['told'] } },
        send: {},
      },
    });
    expect(await told('{ $.detail.mail.tags.order[0] = "o-2" }')).toEqual([]);
  });
});
