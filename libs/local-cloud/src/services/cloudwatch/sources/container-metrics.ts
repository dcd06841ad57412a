import type { Task } from '@aws-sdk/client-ecs';
import { callService } from '../../../call-service.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import type { RequestContext, Service } from '../../../service.ts';
import type { MetricSource } from '../service.ts';
import type { TaskMeter } from './task-meter.ts';

interface EcsService {
  serviceName?: string;
  runningCount?: number;
  pendingCount?: number;
  desiredCount?: number;
  deployments?: unknown[];
}

const afterSlash = (arn: string): string => arn.split('/').at(-1) ?? arn;

/**
 * Task counts of every ECS service as `ECS/ContainerInsights`, and its CPU and memory use as `AWS/ECS`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function containerMetrics(
  ecs: Pick<Service, 'operations' | 'signingName'>,
  environment: Pick<CloudEnvironment, 'contextFor'>,
  meter?: Pick<TaskMeter, 'read'>,
): MetricSource {
  const describe = async (cluster: string, context: RequestContext): Promise<EcsService[]> => {
    const { serviceArns = [] } = await callService<{ serviceArns?: string[] }>(
      ecs,
      'ListServices',
      { cluster, maxResults: 100 },
      context,
    );
    const chunks = Array.from({ length: Math.ceil(serviceArns.length / 10) }, (_, index) =>
      serviceArns.slice(index * 10, index * 10 + 10),
    );
    const answers = await Promise.all(
      chunks.map((services) =>
        callService<{ services?: EcsService[] }>(ecs, 'DescribeServices', { cluster, services }, context),
      ),
    );
    return answers.flatMap(({ services = [] }) => services);
  };
  const tasksOf = async (cluster: string, serviceName: string, context: RequestContext): Promise<Task[]> => {
    const { taskArns: tasks = [] } = await callService<{ taskArns?: string[] }>(
      ecs,
      'ListTasks',
      { cluster, serviceName, maxResults: 100 },
      context,
    );
    if (tasks.length === 0) return [];
    return (
      (await callService<{ tasks?: Task[] }>(ecs, 'DescribeTasks', { cluster, tasks }, context)).tasks ?? []
    );
  };
  return async () => {
    const context = environment.contextFor('monitoring.amazonaws.com');
    const { clusterArns = [] } = await callService<{ clusterArns?: string[] }>(
      ecs,
      'ListClusters',
      {},
      context,
    );
    const insights = {
      namespace: 'ECS/ContainerInsights',
      data: [] as { MetricName: string; Value: number; Dimensions: { Name: string; Value: string }[] }[],
    };
    const usage: typeof insights = { namespace: 'AWS/ECS', data: [] };
    for (const cluster of clusterArns.map(afterSlash)) {
      for (const service of await describe(cluster, context)) {
        const name = service.serviceName ?? '';
        const Dimensions = [
          { Name: 'ClusterName', Value: cluster },
          { Name: 'ServiceName', Value: name },
        ];
        insights.data.push(
          { MetricName: 'RunningTaskCount', Value: service.runningCount ?? 0, Dimensions },
          { MetricName: 'PendingTaskCount', Value: service.pendingCount ?? 0, Dimensions },
          { MetricName: 'DesiredTaskCount', Value: service.desiredCount ?? 0, Dimensions },
          { MetricName: 'DeploymentCount', Value: service.deployments?.length ?? 0, Dimensions },
        );
        const used = await meter?.read(await tasksOf(cluster, name, context));
        if (used === undefined) continue;
        usage.data.push(
          { MetricName: 'CPUUtilization', Value: used.cpu, Dimensions },
          { MetricName: 'MemoryUtilization', Value: used.memory, Dimensions },
        );
      }
    }
    return [insights, usage];
  };
}
