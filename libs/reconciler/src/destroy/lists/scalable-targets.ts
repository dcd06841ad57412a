import {
  DescribeScalableTargetsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { everyPage, type Lister, removeAs } from '../listed.ts';

/** What says how many tasks a service has; its policies and their alarms go with it. */
export const scalableTargets: Lister = async ({ clients: { scaling }, options }) => {
  const targets = await everyPage(
    async (NextToken) =>
      await scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', NextToken }), options),
    ({ ScalableTargets, NextToken }) => [ScalableTargets, NextToken],
  );
  return targets.map(({ ResourceId: resourceId = '', ScalableTargetARN: ResourceARN }) => ({
    kind: 'scalableTarget',
    name: resourceId,
    tags: async () =>
      (await scaling.send(new ListTagsForResourceCommand({ ResourceARN }), options)).Tags ?? {},
    remove: removeAs('scalableTarget', resourceId, {}, { resourceId }),
  }));
};
