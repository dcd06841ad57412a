import { apiComponent } from '../components.ts';
import type { Resource } from '../resource.ts';
import { resourceId, type Scope } from './scope.ts';

const http = 80;
const https = 443;

/** The security groups, and the load balancer before the API: the only way in from outside. */
export function ecsFront({ describe, names, settings, domain }: Scope): Resource[] {
  const balancerGroup = resourceId('securityGroup', names.loadBalancerSecurityGroup);
  const balancer = resourceId('loadBalancer', names.loadBalancer);
  const targets = resourceId('targetGroup', names.targetGroup);
  const component = apiComponent;
  return [
    describe('securityGroup', names.loadBalancerSecurityGroup, {
      component,
      description: 'Load balancer: HTTP from anywhere',
      ingress: (domain ? [http, https] : [http]).map((port) => ({
        fromPort: port,
        toPort: port,
        from: { cidr: '0.0.0.0/0' },
      })),
    }),
    describe('securityGroup', names.taskSecurityGroup, {
      description: 'Tasks: only from the load balancer',
      ingress: [
        {
          fromPort: settings.apiPort,
          toPort: settings.apiPort,
          from: { securityGroup: balancerGroup },
        },
      ],
      dependsOn: [balancerGroup],
    }),
    describe('loadBalancer', names.loadBalancer, {
      component,
      securityGroup: balancerGroup,
      dependsOn: [balancerGroup],
    }),
    describe('targetGroup', names.targetGroup, {
      component,
      port: settings.apiPort,
      healthCheck: {
        path: settings.healthPath,
        intervalSeconds: 5,
        timeoutSeconds: 4,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      // Orders take milliseconds: ten seconds cover the slowest, and a rollout does not wait for five minutes.
      deregistrationDelaySeconds: 10,
    }),
    describe('listener', `${names.loadBalancer}:${http}`, {
      component,
      loadBalancer: balancer,
      port: http,
      // Nobody is turned away who comes without TLS, whatever address of the load balancer they know.
      leadsTo: domain ? { redirect: domain.name } : { targetGroup: targets },
      dependsOn: [balancer, targets],
    }),
    ...(domain
      ? [
          describe('listener', `${names.loadBalancer}:${https}`, {
            component,
            loadBalancer: balancer,
            port: https,
            leadsTo: { targetGroup: targets },
            certificateArn: domain.certificateArn,
            dependsOn: [balancer, targets],
          }),
        ]
      : []),
  ];
}
