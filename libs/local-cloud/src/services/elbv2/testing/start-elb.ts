import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../clock.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import { createTaskNetwork } from '../../../network.ts';
import type { RequestContext } from '../../../service.ts';
import type { createOperations } from '../operations/operations.ts';
import { createElbv2Service, type Elbv2Service } from '../service.ts';
import type { VpcReader } from '../vpc-reader.ts';

export const SUBNETS = ['subnet-0a', 'subnet-0b'];
const GROUP = 'sg-0default';

/** A VPC of two subnets in two zones. */
const vpc: VpcReader = {
  subnets: (ids) =>
    Promise.resolve(
      ids
        .filter((id) => SUBNETS.includes(id))
        .map((subnetId) => ({ subnetId, zone: `us-east-1${subnetId.at(-1)}`, vpcId: 'vpc-0' })),
    ),
  exists: (vpcId) => Promise.resolve(vpcId === 'vpc-0'),
  securityGroups: (ids) => Promise.resolve(ids.length === 0 ? [GROUP] : ids.filter((id) => id === GROUP)),
};

export interface TestElb {
  readonly service: Elbv2Service;
  readonly environment: CloudEnvironment;
  /** Calls an operation in-process, typed as the SDK's client is. */
  call<Name extends keyof Operations>(
    name: Name,
    input: Parameters<Operations[Name]>[0],
  ): Promise<Awaited<ReturnType<Operations[Name]>>>;
  /** A real HTTP server behind a private address of the VPC. */
  target(address: string, listener: RequestListener): Promise<Server>;
  stop(): Promise<void>;
}
type Operations = ReturnType<typeof createOperations>;

/** The service alone, its operations called directly, its targets real. */
export function startElb(options: { clock?: Clock; snapshot?: unknown } = {}): TestElb {
  const context: RequestContext = {
    account: '123456789012',
    region: 'us-east-1',
    requestId: 'test',
    origin: 'http://127.0.0.1',
    principal: { kind: 'root', arn: 'arn:aws:iam::123456789012:root' },
    signal: new AbortController().signal,
  };
  const environment: CloudEnvironment = {
    account: context.account,
    region: context.region,
    origin: () => context.origin,
    network: createTaskNetwork(),
    directory: '/nonexistent',
    contextFor: () => context,
  };
  const service = createElbv2Service(environment, { vpc, ...options });
  if (options.snapshot !== undefined) service.restore?.(options.snapshot);
  const servers: Server[] = [];
  return {
    service,
    environment,
    call: async (name, input) => (await service.operations[name]?.(input, context)) as never,
    async target(address, listener) {
      const server = createServer(listener);
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      environment.network.publish(address, 80, {
        host: '127.0.0.1',
        port: (server.address() as AddressInfo).port,
      });
      return server;
    },
    async stop() {
      await service.stop?.();
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

export interface Front {
  readonly url: string;
  readonly loadBalancerArn: string;
  readonly groupArn: string;
  readonly listenerArn: string;
}

/** A load balancer with a listener on port 80 that forwards to one group of IP targets. */
export async function createFront(
  elb: TestElb,
  settings: { attributes?: Record<string, string> } = {},
): Promise<Front> {
  const { LoadBalancers } = await elb.call('CreateLoadBalancer', { Name: 'front', Subnets: SUBNETS });
  const { TargetGroups } = await elb.call('CreateTargetGroup', {
    Name: 'targets',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: 'vpc-0',
    TargetType: 'ip',
    HealthCheckPath: '/health',
    HealthCheckIntervalSeconds: 5,
    HealthCheckTimeoutSeconds: 2,
  });
  const loadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const groupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  const Attributes = Object.entries(settings.attributes ?? {}).map(([Key, Value]) => ({ Key, Value }));
  if (Attributes.length > 0)
    await elb.call('ModifyTargetGroupAttributes', { TargetGroupArn: groupArn, Attributes });
  const { Listeners } = await elb.call('CreateListener', {
    LoadBalancerArn: loadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn }],
  });
  return {
    url: `http://${LoadBalancers?.[0]?.DNSName}`,
    loadBalancerArn,
    groupArn,
    listenerArn: Listeners?.[0]?.ListenerArn ?? '',
  };
}

/** The state of one target, and why. */
export async function healthOf(
  elb: TestElb,
  front: Front,
  address: string,
): Promise<{ State?: string; Reason?: string }> {
  const { TargetHealthDescriptions } = await elb.call('DescribeTargetHealth', {
    TargetGroupArn: front.groupArn,
    Targets: [{ Id: address, Port: 80 }],
  });
  const health = TargetHealthDescriptions?.[0]?.TargetHealth;
  return {
    ...(health?.State ? { State: health.State } : {}),
    ...(health?.Reason ? { Reason: health.Reason } : {}),
  };
}
