import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudEnvironment } from '../../../environment.ts';
import { hooksOf } from '../../../http/route.ts';
import { serve } from '../../../http/serve.ts';
import { createTaskNetwork } from '../../../network.ts';
import { createProcessRuntime } from '../../../runtime/process/process-runtime.ts';
import type { TaskRuntime } from '../../../runtime/task-runtime.ts';
import { AwsError, type RequestContext } from '../../../service.ts';
import { createEc2Service } from '../../ec2/index.ts';
import { createEcrService, type EcrService } from '../../ecr/index.ts';
import { createElbv2Service, vpcReader, type Elbv2Service } from '../../elbv2/index.ts';
import { registryAccess } from '../registry-access.ts';
import type { Pace } from '../pace.ts';
import { createEcsService, type EcsService } from '../service.ts';

/** Everything AWS needs seconds for takes tens of milliseconds. */
const QUICK: Partial<Pace> = {
  second: 50,
  provisioning: 5,
  settle: 300,
  backOff: 20,
  longestBackOff: 200,
  targetPoll: 30,
};

type Operations = EcsService['operations'];

export interface TestEcs {
  readonly service: EcsService;
  readonly ecr: EcrService;
  readonly elbv2: Elbv2Service;
  readonly environment: CloudEnvironment;
  readonly subnet: string;
  readonly context: RequestContext;
  /** Lines by log stream; the groups that exist. */
  /** What no role may do: IAM actions. */
  readonly denied: Set<string>;
  readonly logs: { readonly groups: Set<string>; readonly lines: Map<string, string[]> };
  call<Name extends keyof Operations>(
    name: Name,
    input: Parameters<Operations[Name]>[0],
  ): Promise<Awaited<ReturnType<Operations[Name]>>>;
  stop(): Promise<void>;
}

function memoryLogs() {
  const groups = new Set(['/ecs/test']);
  const lines = new Map<string, string[]>();
  const operations = {
    CreateLogGroup: ({ logGroupName }: { logGroupName: string }) => void groups.add(logGroupName),
    CreateLogStream({ logGroupName, logStreamName }: { logGroupName: string; logStreamName: string }) {
      if (!groups.has(logGroupName))
        throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
      lines.set(logStreamName, []);
    },
  };
  const ingest = (_group: string, stream: string, events: readonly { message: string }[]) =>
    lines.get(stream)?.push(...events.map(({ message }) => message));
  return { groups, lines, service: { signingName: 'logs', operations, ingest } };
}

/** ECS with ECR, EC2 and load balancers, on a real port, its clock sped up. */
export async function startEcs(
  options: {
    pace?: Partial<Pace>;
    runtime?: (environment: CloudEnvironment, ecr: EcrService) => TaskRuntime;
    /** `node` for a runtime that cannot supply Node itself. */
    baseImage?: 'marker' | 'node';
  } = {},
): Promise<TestEcs> {
  const directory = await mkdtemp(join(tmpdir(), 'phaseline-ecs-'));
  let port = 0;
  const contextFor = (arn: string): RequestContext => ({
    account: '123456789012',
    region: 'us-east-1',
    requestId: 'test',
    origin: `http://127.0.0.1:${port}`,
    principal: { kind: 'service', arn },
    signal: new AbortController().signal,
  });
  const environment: CloudEnvironment = {
    account: '123456789012',
    region: 'us-east-1',
    origin: () => `http://127.0.0.1:${port}`,
    network: createTaskNetwork(),
    directory,
    contextFor,
  };
  const ecr = createEcrService(environment, options);
  const ec2 = createEc2Service(environment);
  const elbv2 = createElbv2Service(environment, { vpc: vpcReader(ec2) });
  const logs = memoryLogs();
  const denied = new Set<string>();
  const sts = {
    issueSession(roleArn: string) {
      if (roleArn.endsWith('/missing')) throw new AwsError('NoSuchEntity', 'The role cannot be found.');
      return {
        accessKeyId: 'ASIA',
        secretAccessKey: 'secret',
        sessionToken: roleArn,
        expiration: new Date(Date.now() + 3_600_000),
      };
    },
  };
  const runtime = (
    options.runtime ?? ((env, registry) => createProcessRuntime(env, registryAccess(env, registry)))
  )(environment, ecr);
  const service = createEcsService(environment, {
    ecr,
    elbv2,
    ec2,
    sts,
    iam: { permits: (_role, action) => !denied.has(action) },
    logs: logs.service,
    runtime,
    pace: { ...QUICK, ...options.pace },
  });
  const services = [ecr, ec2, elbv2, service];
  const hooks = hooksOf(services);
  const listening = await serve(0, async (request, response) => {
    const hook = hooks.find(({ prefix }) => request.url?.startsWith(prefix));
    if (hook !== undefined) return hook.handle(request, response);
    response.writeHead(404).end();
  });
  port = listening.port;
  for (const one of services) await one.start?.();
  const context = contextFor('test');
  const { Subnets = [] } = await ec2.operations.DescribeSubnets({}, context);
  return {
    denied,
    service,
    ecr,
    elbv2,
    environment,
    context,
    logs,
    subnet: Subnets[0]?.SubnetId ?? '',
    call: async (name, input) =>
      (await Promise.resolve(service.operations[name](input as never, context))) as never,
    async stop() {
      for (const one of services.toReversed()) await one.stop?.();
      await listening.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
