import type { Resource, ResourceKind } from '@phaseline/model';

/** What a switch may take away: one call each, by the service as AWS signs for it. */
const removals: Partial<Record<ResourceKind, string>> = {
  service: 'ecs DeleteService',
  scalableTarget: 'application-autoscaling DeregisterScalableTarget',
  scalingPolicy: 'application-autoscaling DeleteScalingPolicy',
  loadBalancer: 'elasticloadbalancing DeleteLoadBalancer',
  listener: 'elasticloadbalancing DeleteListener',
  targetGroup: 'elasticloadbalancing DeleteTargetGroup',
  function: 'lambda DeleteFunction',
  eventSourceMapping: 'lambda DeleteEventSourceMapping',
  httpApi: 'apigateway DeleteApi',
  cluster: 'ecs DeleteCluster',
  securityGroup: 'ec2 DeleteSecurityGroup',
  httpIntegration: 'apigateway DeleteIntegration',
  httpRoute: 'apigateway DeleteRoute',
  httpStage: 'apigateway DeleteStage',
  apiMapping: 'apigateway DeleteApiMapping',
};

/** The call by which a resource is removed, as `<service> <Operation>`. Pure. @throws Error for a kind that no switch removes */
export function removalCall({ kind, id }: Resource): string {
  const call = removals[kind];
  if (call === undefined) throw new Error(`${id}: a switch removes no ${kind}`);
  return call;
}
