import { randomBytes, randomUUID } from 'node:crypto';
import type {
  Container,
  NetworkConfiguration,
  Tag,
  Task,
  TaskDefinition,
  TaskOverride,
} from '@aws-sdk/client-ecs';
import type { ClusterRecord, Ecs, RevisionRecord, ServiceRecord, TaskRecord } from '../records.ts';
import { countFailure } from '../scheduler/task-ended.ts';
import { liveTask } from './live-task.ts';

export interface NewTask {
  readonly cluster: ClusterRecord;
  readonly definition: TaskDefinition;
  readonly overrides: TaskOverride;
  readonly group: string;
  readonly startedBy: string | undefined;
  readonly networkConfiguration: NetworkConfiguration | undefined;
  readonly tags: Tag[];
  readonly service?: ServiceRecord;
  readonly deploymentId?: string;
  readonly revision?: RevisionRecord;
}

/** How long a stopped task can still be described, as on AWS. */
const REMEMBERED = 60 * 60 * 1000;

function describe(ecs: Ecs, input: NewTask, id: string): Task {
  const { region, account } = ecs.environment;
  const taskArn = `arn:aws:ecs:${region}:${account}:task/${input.cluster.name}/${id}`;
  const { definition } = input;
  const containers = (definition.containerDefinitions ?? []).map((container): Container => ({
    containerArn: `arn:aws:ecs:${region}:${account}:container/${input.cluster.name}/${id}/${randomUUID()}`,
    taskArn,
    name: container.name,
    image: container.image,
    lastStatus: 'PENDING',
    networkInterfaces: [],
    healthStatus: 'UNKNOWN',
    cpu: String(container.cpu ?? 0),
    memory: container.memory === undefined ? undefined : String(container.memory),
  }));
  return {
    taskArn,
    clusterArn: input.cluster.arn,
    taskDefinitionArn: definition.taskDefinitionArn,
    containers,
    overrides: { containerOverrides: [], inferenceAcceleratorOverrides: [], ...input.overrides },
    cpu: input.overrides.cpu ?? definition.cpu,
    memory: input.overrides.memory ?? definition.memory,
    createdAt: new Date(),
    desiredStatus: 'RUNNING',
    lastStatus: 'PROVISIONING',
    healthStatus: 'UNKNOWN',
    group: input.group,
    startedBy: input.startedBy,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    connectivity: undefined,
    attachments: [],
    attributes: [{ name: 'ecs.cpu-architecture', value: process.arch === 'arm64' ? 'arm64' : 'x86_64' }],
    availabilityZone: `${region}a`,
    ephemeralStorage: { sizeInGiB: 20 },
    tags: input.tags,
    version: 1,
  };
}

/** Starts a task: it is PROVISIONING at once, and lives on by itself until it is STOPPED. */
export function startTask(ecs: Ecs, input: NewTask): TaskRecord {
  const id = randomBytes(16).toString('hex');
  const task = describe(ecs, input, id);
  const stop = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  // Each next task goes to the next subnet, so that a service is spread over the zones.
  const { subnets = [], securityGroups = [] } = input.networkConfiguration?.awsvpcConfiguration ?? {};
  const record: TaskRecord = {
    id,
    cluster: input.cluster,
    definition: input.definition,
    overrides: input.overrides,
    task,
    address: {
      ip: '',
      interfaceId: '',
      subnet: subnets[ecs.tasks.size % Math.max(1, subnets.length)] ?? '',
      groups: securityGroups,
    },
    service: input.service,
    deploymentId: input.deploymentId,
    revision: input.revision,
    runningSince: undefined,
    wasHealthy: false,
    targetState: undefined,
    targetReason: undefined,
    protectedUntil: undefined,
    stop(reason, code) {
      if (task.desiredStatus === 'STOPPED') return;
      Object.assign(task, {
        desiredStatus: 'STOPPED',
        stoppedReason: reason,
        stopCode: code,
        stoppingAt: new Date(),
      });
      stop.resolve();
      ecs.wake(input.service);
    },
    stopAsked: stop.promise,
    stopped: end.promise,
  };
  ecs.tasks.set(task.taskArn ?? '', record);
  void liveTask(ecs, record).finally(() => {
    countFailure(ecs, record);
    end.resolve();
    ecs.wake(input.service);
    setTimeout(() => ecs.tasks.delete(task.taskArn ?? ''), REMEMBERED).unref();
  });
  return record;
}
