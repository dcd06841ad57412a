import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import { sendHtml } from '../../http/send.ts';
import type { Service } from '../../service.ts';
import { appendEvents } from './append-events.ts';
import { findGroup } from './find.ts';
import { createOperations } from './operations/operations.ts';
import { checkMayDeliver, type LogSender } from './may-deliver.ts';
import { logsPage } from './page.ts';
import type { Logs } from './records.ts';
import { dropExpired } from './retention.ts';
import { restoreSnapshot, takeSnapshot, type Snapshot } from './snapshot.ts';

export interface LogsService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /**
   * Writes events in-process, as a log driver does: no limits of a batch, and the stream is made where it is missing.
   * @param events Timestamps in milliseconds since the epoch.
   * @throws `ResourceNotFoundException` when there is no such group.
   */
  ingest(group: string, stream: string, events: readonly { timestamp: number; message: string }[]): void;
  /**
   * Writes an event for another service, as far as resource policies let it.
   * @throws `ResourceNotFoundException` when there is no such group; `AccessDeniedException` where no policy allows it
   */
  deliverAs(sender: LogSender, groupArn: string, event: { timestamp: number; message: string }): void;
}

/** How often events that have outlived their group's retention are removed; readers never see them anyway. */
const SWEEP = 60_000;

/** CloudWatch Logs: groups, streams, events, filters; retention really removes. */
export function createLogsService(environment: CloudEnvironment, deps: { clock?: Clock } = {}): LogsService {
  const clock = deps.clock ?? systemClock;
  const { account, region } = environment;
  const logs: Logs = { account, region, clock, groups: new Map(), resourcePolicies: new Map(), serial: 0 };
  let cancel: (() => void) | undefined;
  const ingest: LogsService['ingest'] = (groupName, streamName, events) => {
    const { streams } = findGroup(logs, groupName);
    const stream = streams.get(streamName) ?? { name: streamName, createdAt: clock.now(), events: [] };
    streams.set(streamName, stream);
    appendEvents(logs, stream, events);
  };
  const sweep = (): void => {
    for (const group of logs.groups.values()) dropExpired(group, clock.now());
    cancel = clock.after(SWEEP, sweep);
  };
  return {
    signingName: 'logs',
    operations: createOperations(logs),
    http: {
      prefix: '/_cloud/logs',
      title: 'Logs',
      handle(request, response) {
        const { searchParams } = new URL(request.url ?? '/', 'http://cloud');
        sendHtml(response, logsPage(logs, searchParams));
        return Promise.resolve();
      },
    },
    ingest,
    deliverAs(sender, groupArn, event) {
      const { name, arn } = findGroup(logs, groupArn);
      checkMayDeliver(logs, sender, arn);
      ingest(name, sender.stream, [event]);
    },
    start() {
      sweep();
      return Promise.resolve();
    },
    stop() {
      cancel?.();
      return Promise.resolve();
    },
    snapshot: () => takeSnapshot(logs),
    restore: (snapshot) => restoreSnapshot(logs, snapshot as Snapshot),
  };
}
