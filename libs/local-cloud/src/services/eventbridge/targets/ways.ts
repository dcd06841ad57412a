import { createHash } from 'node:crypto';
import type { LogsService } from '../../logs/index.ts';
import type { SqsService } from '../../sqs/index.ts';
import type { TargetWays } from '../state.ts';

const EVENTS = 'events.amazonaws.com';
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions */
const WRITERS = [EVENTS, 'delivery.logs.amazonaws.com'];

/** Log groups, as far as Logs' resource policies allow it, and queues, as far as their own do. */
export function targetWays(deps: {
  readonly logs: Pick<LogsService, 'deliverAs'>;
  readonly sqs: Pick<SqsService, 'sendAs'>;
}): TargetWays {
  const streams = new Map<string, string>();
  return {
    logs(groupArn, ruleArn, { time }, message) {
      const stream = streams.get(ruleArn) ?? streamOf(ruleArn);
      streams.set(ruleArn, stream);
      const event = { timestamp: Date.parse(time), message };
      deps.logs.deliverAs({ principals: WRITERS, sourceArn: ruleArn, stream }, groupArn, event);
    },
    sqs(queueArn, ruleArn, MessageBody) {
      deps.sqs.sendAs({ service: EVENTS, sourceArn: ruleArn }, queueArn, { MessageBody });
    },
  };
}

/** One log stream a rule, named as AWS names them: by something like a UUID. */
function streamOf(ruleArn: string): string {
  return createHash('sha256')
    .update(ruleArn)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
