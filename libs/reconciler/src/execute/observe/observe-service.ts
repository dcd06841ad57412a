import { DescribeTasksCommand, ListTasksCommand, type Service } from '@aws-sdk/client-ecs';
import {
  DescribeTargetHealthCommand,
  TargetHealthStateEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Component } from '@phaseline/model';
import { orAbsent } from '../../aws/errors.ts';
import { describeService } from '../../kinds/describe-service.ts';
import { findScalableTarget, isSuspended } from '../../kinds/scalable-target.ts';
import type { ServiceFacts } from '../../switch/facts.ts';
import type { SwitchRun } from '../switch-run.ts';
import { sideProof } from './evidence.ts';

/** @param prove whether what it does is to be judged */
export async function observeService(
  component: Component,
  prove: boolean,
  run: SwitchRun,
): Promise<ServiceFacts> {
  const { cluster } = run.names;
  const name = run.names.service(component);
  const found = await describeService(cluster, name, run);
  if (!found || found.status === 'INACTIVE') return { state: 'absent' };
  if (found.status === 'DRAINING') return { state: 'draining', running: found.runningCount ?? 0 };
  const desired = found.desiredCount ?? 0;
  const [running, target] = await Promise.all([
    desired > 0 ? usableTasks(found, run) : tasksLeft(cluster, name, run),
    findScalableTarget(run.sides.one(component, 'scalableTarget').resourceId, run),
  ]);
  const works = desired > 0 && running > 0;
  const failed = found.deployments?.find(({ status }) => status === 'PRIMARY')?.rolloutState === 'FAILED';
  if (!works) run.watches.forget(`${component}/ecs/running`);
  return {
    state: 'active',
    desired,
    running,
    // Nothing scales what no scaling is registered for.
    scaling: target && !isSuspended(target) ? 'on' : 'suspended',
    proof: failed ? 'bad' : prove && works ? await sideProof(component, 'ecs', 'running', run) : 'open',
  };
}

/** Tasks that run; of the API those that its load balancer sends requests to. */
async function usableTasks({ runningCount = 0, loadBalancers = [] }: Service, run: SwitchRun) {
  const TargetGroupArn = loadBalancers[0]?.targetGroupArn;
  if (TargetGroupArn === undefined) return runningCount;
  const health = await orAbsent(
    run.clients.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }), run.options),
    'TargetGroupNotFound',
  );
  const healthy = (health?.TargetHealthDescriptions ?? []).filter(
    ({ TargetHealth }) => TargetHealth?.State === TargetHealthStateEnum.HEALTHY,
  );
  return Math.min(runningCount, healthy.length);
}

/** Tasks of a service that wants none: those that still finish what they hold do not count as running any more for ECS. */
async function tasksLeft(cluster: string, serviceName: string, run: SwitchRun): Promise<number> {
  const { clients, options } = run;
  const listed = await Promise.all(
    (['RUNNING', 'STOPPED'] as const).map(
      async (desiredStatus) =>
        await orAbsent(
          clients.ecs.send(new ListTasksCommand({ cluster, serviceName, desiredStatus }), options),
          'ServiceNotFound',
          'ServiceNotActive',
        ),
    ),
  );
  const tasks = listed.flatMap((answer) => answer?.taskArns ?? []);
  if (tasks.length === 0) return 0;
  const described = await clients.ecs.send(new DescribeTasksCommand({ cluster, tasks }), options);
  return (described.tasks ?? []).filter(({ lastStatus }) => lastStatus !== 'STOPPED').length;
}
