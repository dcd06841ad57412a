import { callService } from '../../../call-service.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import type { Service } from '../../../service.ts';
import type { ActionHandler } from './evaluate-alarms.ts';

/** Carries out alarm actions that are SNS topics: the topic gets what CloudWatch would tell it. */
export function publishToTopic(
  sns: Pick<Service, 'operations' | 'signingName'>,
  environment: CloudEnvironment,
): ActionHandler {
  return async (TopicArn, alarm) => {
    const Message = JSON.stringify({
      AlarmName: alarm.name,
      AlarmDescription: alarm.description,
      AWSAccountId: environment.account,
      NewStateValue: alarm.state,
      NewStateReason: alarm.reason,
      StateChangeTime: new Date(alarm.stateChangedAt).toISOString(),
      Region: environment.region,
      AlarmArn: alarm.arn,
    });
    const Subject = `${alarm.state}: "${alarm.name}" in ${environment.region}`.slice(0, 100);
    const context = environment.contextFor('cloudwatch.amazonaws.com');
    await callService(sns, 'Publish', { TopicArn, Subject, Message }, context);
  };
}
