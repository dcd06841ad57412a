import type {
  DescribeTasksRequest,
  DescribeTasksResponse,
  Failure,
  ListTasksRequest,
  ListTasksResponse,
  RunTaskRequest,
  RunTaskResponse,
  StopTaskRequest,
  StopTaskResponse,
  Task,
} from '@aws-sdk/client-ecs';
import type { Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { findActiveDefinition, findCluster, findTask, nameOf, required } from '../find.ts';
import { paginate } from '../paginate.ts';
import type { Ecs } from '../records.ts';
import { startTask } from '../tasks/start-task.ts';
import { checkService } from './check-service.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export const runTask =
  (ecs: Ecs): Operation<RunTaskRequest, RunTaskResponse> =>
  async (input) => {
    const cluster = findCluster(ecs, input.cluster);
    const record = findActiveDefinition(ecs, required(input.taskDefinition, 'taskDefinition'));
    const { count = 1, launchType, capacityProviderStrategy, networkConfiguration } = input;
    if (count < 1 || count > 10) throw invalidParameter('count must be between 1 and 10.');
    await checkService(ecs, { launchType, capacityProviderStrategy, networkConfiguration }, record);
    const { definition } = record;
    const names = definition.containerDefinitions?.map(({ name }) => name) ?? [];
    const stranger = input.overrides?.containerOverrides?.find(({ name }) => !names.includes(name));
    if (stranger !== undefined)
      throw invalidParameter(
        `Override for container named ${stranger.name} is not a container in the TaskDefinition.`,
      );
    const tags = [...(input.propagateTags === 'TASK_DEFINITION' ? record.tags : []), ...(input.tags ?? [])];
    const started = Array.from({ length: count }, () =>
      startTask(ecs, {
        cluster,
        definition,
        overrides: input.overrides ?? {},
        group: input.group ?? `family:${definition.family}`,
        startedBy: input.startedBy,
        networkConfiguration,
        tags,
      }),
    );
    return { tasks: started.map(({ task }) => task), failures: [] };
  };

export const stopTask =
  (ecs: Ecs): Operation<StopTaskRequest, StopTaskResponse> =>
  (input) => {
    const record = findTask(ecs, findCluster(ecs, input.cluster), input.task);
    if (record === undefined) throw invalidParameter('The referenced task was not found.');
    record.stop(input.reason ?? 'Task stopped by user', 'UserInitiated');
    return { task: record.task };
  };

export const describeTasks =
  (ecs: Ecs): Operation<DescribeTasksRequest, DescribeTasksResponse> =>
  (input) => {
    const cluster = findCluster(ecs, input.cluster);
    if ((input.tasks?.length ?? 0) === 0) throw invalidParameter('Tasks cannot be empty.');
    const withTags = input.include?.includes('TAGS') === true;
    const tasks: Task[] = [];
    const failures: Failure[] = [];
    for (const reference of input.tasks ?? []) {
      const record = findTask(ecs, cluster, reference);
      if (record === undefined) {
        failures.push({
          arn: `${cluster.arn.replace(':cluster/', ':task/')}/${nameOf(reference)}`,
          reason: 'MISSING',
        });
      } else tasks.push(withTags ? record.task : { ...record.task, tags: [] });
    }
    return { tasks, failures };
  };

/** Without a desired status only tasks that are meant to run, as on ECS. */
export const listTasks =
  (ecs: Ecs): Operation<ListTasksRequest, ListTasksResponse> =>
  (input) => {
    const cluster = findCluster(ecs, input.cluster);
    const { desiredStatus = 'RUNNING', family, serviceName, startedBy } = input;
    const arns = [...ecs.tasks.values()]
      .filter((record) => record.cluster === cluster && record.task.desiredStatus === desiredStatus)
      .filter((record) => serviceName === undefined || record.service?.name === nameOf(serviceName))
      .filter((record) => family === undefined || record.definition.family === family)
      .filter((record) => startedBy === undefined || record.task.startedBy === startedBy)
      .map(({ task }) => task.taskArn ?? '');
    const { page, nextToken } = paginate(arns, input);
    return { taskArns: page, nextToken };
  };
