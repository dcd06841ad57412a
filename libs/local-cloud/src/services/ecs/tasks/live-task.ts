import { randomUUID } from 'node:crypto';
import type { DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import { callService } from '../../../call-service.ts';
import type { Ecs, TaskRecord } from '../records.ts';
import type { TaskSandbox } from '../../../runtime/task-runtime.ts';
import { registerTargets, drainTargets } from '../scheduler/target-group.ts';
import { createContainers, type TaskContainers } from './containers.ts';
import { failureToStart } from './failure-to-start.ts';
import { openLogs, type TaskLogs } from './logs.ts';
import { pullImages } from './pull-images.ts';
import { createSessions } from './sessions.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function enter(ecs: Ecs, record: TaskRecord, status: string): void {
  record.task.lastStatus = status;
  record.task.version = (record.task.version ?? 0) + 1;
  ecs.wake(record.service);
}

/** Thrown to leave the way up when the task was asked to stop on it. */
class StopAskedError extends Error {}

function goOn(record: TaskRecord): void {
  if (record.task.desiredStatus === 'STOPPED')
    throw new StopAskedError('The task was asked to stop while it started.');
}

async function attachInterface(ecs: Ecs, record: TaskRecord): Promise<void> {
  const { subnet, groups } = record.address;
  const context = ecs.environment.contextFor('ecs.amazonaws.com');
  const input = { SubnetIds: [subnet] };
  const { Subnets } = await callService<DescribeSubnetsResult>(
    ecs.deps.ec2,
    'DescribeSubnets',
    input,
    context,
  );
  record.task.availabilityZone = Subnets?.[0]?.AvailabilityZone;
  const attached = ecs.deps.ec2.createInterface({
    subnetId: subnet,
    groupIds: groups,
    description: `arn:aws:ecs:${ecs.environment.region}:${ecs.environment.account}:attachment/${record.id}`,
  });
  Object.assign(record.address, { ip: attached.address, interfaceId: attached.id });
  const id = randomUUID();
  record.task.attachments = [
    {
      id,
      type: 'ElasticNetworkInterface',
      status: 'ATTACHED',
      details: [
        { name: 'subnetId', value: subnet },
        { name: 'networkInterfaceId', value: attached.id },
        { name: 'privateIPv4Address', value: attached.address },
      ],
    },
  ];
  for (const container of record.task.containers ?? []) {
    container.networkInterfaces = [{ attachmentId: id, privateIpv4Address: attached.address }];
  }
}

/** What a task holds while it lives, in the order in which it was taken. */
interface Holdings {
  sandbox?: TaskSandbox;
  containers?: TaskContainers;
  logs?: TaskLogs;
}

async function goUp(ecs: Ecs, record: TaskRecord, held: Holdings): Promise<void> {
  await attachInterface(ecs, record);
  await pause(ecs.pace.provisioning);
  goOn(record);
  enter(ecs, record, 'PENDING');
  Object.assign(record.task, { connectivity: 'CONNECTED', connectivityAt: new Date() });
  await createSessions(ecs, record);
  held.logs = await openLogs(ecs, record);
  const images = await pullImages(ecs, record);
  goOn(record);
  held.sandbox = await ecs.runtime.createTask({
    taskId: record.id,
    cluster: record.cluster.name,
    address: record.address.ip,
    containers: images.size,
  });
  held.containers = createContainers(ecs, record, held.sandbox, images, held.logs);
  await Promise.race([held.containers.start(), record.stopAsked]);
  goOn(record);
  enter(ecs, record, 'ACTIVATING');
  await registerTargets(ecs, record);
  goOn(record);
  record.runningSince = Date.now();
  record.task.startedAt = new Date();
  enter(ecs, record, 'RUNNING');
}

async function goDown(ecs: Ecs, record: TaskRecord, held: Holdings): Promise<void> {
  enter(ecs, record, 'DEACTIVATING');
  await drainTargets(ecs, record);
  enter(ecs, record, 'STOPPING');
  await held.containers?.stop();
  record.task.executionStoppedAt = new Date();
  await held.logs?.close();
  enter(ecs, record, 'DEPROVISIONING');
  await held.sandbox?.remove();
  if (record.address.interfaceId !== '') ecs.deps.ec2.deleteInterface(record.address.interfaceId);
  if (!ecs.stopping.value) await pause(ecs.pace.provisioning);
}

/** The life of one task, from PROVISIONING to STOPPED; never rejects. */
export async function liveTask(ecs: Ecs, record: TaskRecord): Promise<void> {
  const held: Holdings = {};
  try {
    await goUp(ecs, record, held);
  } catch (error) {
    if (!(error instanceof StopAskedError)) record.stop(failureToStart(error), 'TaskFailedToStart');
  }
  await record.stopAsked;
  try {
    await goDown(ecs, record, held);
  } catch (error) {
    console.error(`Task ${record.id} did not stop cleanly:`, error);
  }
  for (const container of record.task.containers ?? []) container.lastStatus = 'STOPPED';
  for (const attachment of record.task.attachments ?? []) attachment.status = 'DELETED';
  record.task.stoppedAt = new Date();
  enter(ecs, record, 'STOPPED');
}
