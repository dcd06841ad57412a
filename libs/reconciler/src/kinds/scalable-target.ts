import {
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  ListTagsForResourceCommand,
  RegisterScalableTargetCommand,
  type ScalableTarget,
  TagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { ScalableTargetResource } from '@phaseline/model';
import { createBatcher } from '../aws/batcher.ts';
import type { Clients } from '../aws/clients.ts';
import { orAbsent } from '../aws/errors.ts';
import { type Kind, type KindScope, touches } from '../engine/kind.ts';

const namespace = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;
const targetsPerCall = 50;

/** Between how many tasks a service may be scaled. */
export const scalableTarget: Kind<ScalableTargetResource> = {
  async read({ resourceId }, scope) {
    const found = await findScalableTarget(resourceId, scope);
    if (!found) return undefined;
    const { ScalableTargetARN: arn } = found;
    const tags = arn === undefined ? undefined : await readTags(arn, scope);
    return {
      state: { min: found.MinCapacity, max: found.MaxCapacity },
      tags,
      outputs: arn === undefined ? {} : { arn },
    };
  },

  want: ({ min, max }) => ({ min, max }),

  async apply({ resourceId, min, max, tags }, { observed, changes }, { clients: { scaling }, options }) {
    if (!observed || touches(changes, 'min', 'max')) {
      const { ScalableTargetARN } = await scaling.send(
        new RegisterScalableTargetCommand({
          ...namespace,
          ResourceId: resourceId,
          MinCapacity: min,
          MaxCapacity: max,
          // Refused for a target that is there.
          ...(observed ? {} : { Tags: { ...tags } }),
        }),
        options,
      );
      if (!observed) return ScalableTargetARN === undefined ? {} : { arn: ScalableTargetARN };
    }
    if (touches(changes, 'tags')) {
      const { arn } = observed.outputs;
      await scaling.send(new TagResourceCommand({ ResourceARN: arn, Tags: { ...tags } }), options);
    }
    return observed.outputs;
  },

  async remove({ resourceId }, _observed, { clients: { scaling }, options }) {
    await orAbsent(
      scaling.send(new DeregisterScalableTargetCommand({ ...namespace, ResourceId: resourceId }), options),
      'ObjectNotFound',
    );
  },
};

const batchers = new WeakMap<Clients, ReturnType<typeof createBatcher<ScalableTarget>>>();

/** A target as Application Auto Scaling describes it. */
export async function findScalableTarget(
  resourceId: string,
  { clients }: Pick<KindScope, 'clients'>,
): Promise<ScalableTarget | undefined> {
  // No signal: several askers share a call, and one that gives up must not take the others with it.
  const existing = batchers.get(clients);
  const batched =
    existing ??
    createBatcher(targetsPerCall, async (ResourceIds) => {
      const { ScalableTargets = [] } = await clients.scaling.send(
        new DescribeScalableTargetsCommand({ ...namespace, ResourceIds: [...ResourceIds] }),
      );
      return new Map(ScalableTargets.map((target) => [target.ResourceId ?? '', target]));
    });
  if (!existing) batchers.set(clients, batched);
  return await batched(resourceId);
}

/** Whether it starts and stops no tasks. */
export function isSuspended({ SuspendedState: now }: ScalableTarget): boolean {
  return now?.DynamicScalingOutSuspended === true && now.DynamicScalingInSuspended === true;
}

/** Lets a target scale, or not; what it scales between stays. */
export async function suspendScalableTarget(
  { resourceId }: Pick<ScalableTargetResource, 'resourceId'>,
  suspended: boolean,
  { clients: { scaling }, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<void> {
  await scaling.send(
    new RegisterScalableTargetCommand({
      ...namespace,
      ResourceId: resourceId,
      SuspendedState: {
        DynamicScalingInSuspended: suspended,
        DynamicScalingOutSuspended: suspended,
        ScheduledScalingSuspended: suspended,
      },
    }),
    options,
  );
}

async function readTags(arn: string, { clients: { scaling }, options }: KindScope) {
  const answer = await orAbsent(
    scaling.send(new ListTagsForResourceCommand({ ResourceARN: arn }), options),
    'ResourceNotFound',
  );
  return answer?.Tags ?? {};
}
