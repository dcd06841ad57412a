import { Agent, request } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callService } from '../../call-service.ts';
import { defaultId } from '../ec2/ids.ts';
import { createService, define, describeService, image, isStable } from '../ecs/testing/deploy.ts';
import { startEcs, type TestEcs } from '../ecs/testing/start-ecs.ts';

const patience = { timeout: 60_000, interval: 50 };
let ecs: TestEcs;
beforeEach(async () => {
  ecs = await startEcs();
});
afterEach(() => ecs.stop());

/** An API that takes its time over each order and, told to stop, ends what it is at. */
const api = (version: string): string => `
  import { createServer } from 'node:http';
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => setTimeout(() => response.end('${version}'), request.url === '/health' ? 0 : 20));
  });
  // Longer than the balancer keeps a connection, as AWS advises: one that the target closes first can cost a request (502).
  server.keepAliveTimeout = 70_000;
  server.listen(3000, '0.0.0.0');
  process.once('SIGTERM', () => server.close());
`;

async function createFront(): Promise<{ url: string; targetGroupArn: string }> {
  const call = <Output>(operation: string, input: object): Promise<Output> =>
    callService<Output>(ecs.elbv2, operation, input, ecs.context);
  const { account, region } = ecs.environment;
  const Subnets = ['a', 'b'].map((zone) => defaultId('subnet', account, region, zone));
  const {
    LoadBalancers: [balancer],
  } = await call<{
    LoadBalancers: { LoadBalancerArn: string; DNSName: string; VpcId: string }[];
  }>('CreateLoadBalancer', { Name: 'front', Subnets });
  const {
    TargetGroups: [group],
  } = await call<{ TargetGroups: { TargetGroupArn: string }[] }>('CreateTargetGroup', {
    Name: 'api',
    Protocol: 'HTTP',
    Port: 3000,
    TargetType: 'ip',
    VpcId: balancer?.VpcId,
    HealthCheckPath: '/health',
    HealthCheckIntervalSeconds: 5,
    HealthCheckTimeoutSeconds: 2,
  });
  const targetGroupArn = group?.TargetGroupArn ?? '';
  await call('CreateListener', {
    LoadBalancerArn: balancer?.LoadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
  });
  return { url: `http://${balancer?.DNSName}`, targetGroupArn };
}

const post = (url: string, agent: Agent): Promise<string> =>
  new Promise((resolve) => {
    const outgoing = request(url, { method: 'POST', agent }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve(`${response.statusCode} ${body}`));
    });
    outgoing.on('error', (error) => resolve(error.message));
    outgoing.end('order');
  });

const rolledOut = async (taskDefinition: string): Promise<boolean> => {
  const { deployments: [primary] = [] } = await describeService(ecs);
  return (
    primary?.taskDefinition === taskDefinition &&
    primary.rolloutState === 'COMPLETED' &&
    (await isStable(ecs))
  );
};

test('a service rolls behind its load balancer while 50 connections keep posting, and no order is lost', async () => {
  const { url, targetGroupArn } = await createFront();
  const portMappings = [{ containerPort: 3000 }];
  const first = await define(ecs, { portMappings, image: await image(ecs, '1', api('v1')) });
  const second = await define(ecs, { portMappings, image: await image(ecs, '2', api('v2')) });
  await createService(ecs, first, {
    desiredCount: 2,
    loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 3000 }],
    deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
  });
  await vi.waitUntil(() => rolledOut(first), patience);

  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const over = new AbortController();
  const seen = new Map<string, number>();
  const clients = Array.from({ length: 50 }, async () => {
    while (!over.signal.aborted) {
      const answer = await post(url, agent);
      seen.set(answer, (seen.get(answer) ?? 0) + 1);
    }
  });
  await vi.waitUntil(() => (seen.get('200 v1') ?? 0) > 200, patience);
  await ecs.call('UpdateService', { cluster: 'test', service: 'app', taskDefinition: second });
  await vi.waitUntil(() => rolledOut(second), patience);
  const before = seen.get('200 v1');
  const reached = (seen.get('200 v2') ?? 0) + 200;
  await vi.waitUntil(() => (seen.get('200 v2') ?? 0) > reached, patience);
  over.abort();
  await Promise.all(clients);
  agent.destroy();
  expect([...seen.keys()].sort()).toEqual(['200 v1', '200 v2']);
  expect(seen.get('200 v1')).toBe(before);
});
