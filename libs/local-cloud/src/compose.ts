import type { AccessControl } from './api/access.ts';
import type { PermissionLog } from './control/permission-log.ts';
import type { CloudEnvironment } from './environment.ts';
import { createDockerRuntime } from './runtime/docker/docker-runtime.ts';
import { createProcessRuntime } from './runtime/process/process-runtime.ts';
import type { Service } from './service.ts';
import { createAcmService } from './services/acm/index.ts';
import { createApiGatewayService } from './services/apigatewayv2/index.ts';
import { createApplicationAutoScalingService } from './services/autoscaling/index.ts';
import {
  containerMetrics,
  createCloudWatchService,
  loadBalancerMetrics,
  meterTasks,
  publishToTopic,
  queueMetrics,
} from './services/cloudwatch/index.ts';
import { createDynamoDbService } from './services/dynamodb/index.ts';
import { createEc2Service } from './services/ec2/index.ts';
import { createEcrService } from './services/ecr/index.ts';
import { createEcsService, registryAccess } from './services/ecs/index.ts';
import { createElbv2Service, vpcReader } from './services/elbv2/index.ts';
import { createEventBridgeService, targetWays } from './services/eventbridge/index.ts';
import { createIamService } from './services/iam/index.ts';
import { createLambdaService } from './services/lambda/index.ts';
import { createLogsService } from './services/logs/index.ts';
import { createRoute53Service } from './services/route53/index.ts';
import { createSesService } from './services/ses/index.ts';
import { createSnsService } from './services/sns/index.ts';
import { createSqsService } from './services/sqs/index.ts';
import { createStsService } from './services/sts/index.ts';

/** What the cloud is made of; a service may need others, so the order matters: those it needs come first. */
export interface Composition {
  readonly services: readonly Service[];
  readonly access: AccessControl;
  /** What clients need in their environment beyond endpoint and credentials; known once started. */
  env(): Record<string, string>;
}

export interface CompositionOptions {
  readonly runtime: 'process' | 'docker';
  /** Where it is noted who was asked for which permission. */
  readonly permissions: PermissionLog;
  /** How long a minute of alarm time lasts, in milliseconds. */
  readonly alarmMinute: number;
}

/** Creates every service of one cloud. A new service is a line here and one in `protocol/catalog.ts`. */
export function compose(environment: CloudEnvironment, options: CompositionOptions): Composition {
  const iam = createIamService(environment, options.permissions);
  const sts = createStsService(environment, { iam });
  const cloudwatch = createCloudWatchService(environment, { minute: options.alarmMinute });
  const sqs = createSqsService(environment);
  const sns = createSnsService(environment, { sqs });
  const dynamodb = createDynamoDbService(environment);
  const logs = createLogsService(environment);
  const events = createEventBridgeService(environment, { ways: targetWays({ logs, sqs }) });
  const ses = createSesService(environment, { publish: (event) => events.publish(event) });
  const ec2 = createEc2Service(environment);
  // Asked only when a certificate is: Route 53 is there by then.
  const acm = createAcmService(environment, { cname: (name) => route53.cname(name) });
  const elbv2 = createElbv2Service(environment, { vpc: vpcReader(ec2), certificates: acm });
  const ecr = createEcrService(environment, {
    baseImage: options.runtime === 'docker' ? 'node' : 'marker',
    findDenied(principal, wanted) {
      const denied = sts.access.findDenied(principal, wanted);
      options.permissions.add(principal, wanted, denied);
      return denied;
    },
  });
  const createRuntime = options.runtime === 'docker' ? createDockerRuntime : createProcessRuntime;
  const meter = meterTasks(createRuntime(environment, registryAccess(environment, ecr)));
  const ecs = createEcsService(environment, { ecr, elbv2, ec2, sts, iam, logs, runtime: meter.runtime });
  const autoscaling = createApplicationAutoScalingService(environment, { cloudwatch, ecs });
  const lambda = createLambdaService(environment, { iam, sts, logs, sqs });
  const apiGateway = createApiGatewayService(environment, { lambda, logs, certificates: acm });
  acm.addUsers((arn) => [...elbv2.certificateUsers(arn), ...apiGateway.certificateUsers(arn)]);
  const route53 = createRoute53Service({
    surroundings: {
      authorityFile: acm.authorityFile,
      securePort: (port) => (apiGateway.isDomainPort(port) ? port : elbv2.securePort(port)),
      serverAt: (port) => apiGateway.serverAt(port) ?? elbv2.serverAt(port),
    },
  });
  cloudwatch.addSource(queueMetrics(sqs, environment));
  cloudwatch.addSource(loadBalancerMetrics(elbv2));
  cloudwatch.addSource(containerMetrics(ecs, environment, meter));
  cloudwatch.addActionHandler('arn:aws:sns:', publishToTopic(sns, environment));
  return {
    services: [
      iam,
      sts,
      logs,
      cloudwatch,
      sqs,
      sns,
      events,
      ses,
      dynamodb,
      ec2,
      acm,
      elbv2,
      ecr,
      ecs,
      autoscaling,
      lambda,
      apiGateway,
      route53,
    ],
    access: sts.access,
    env: () => ({ NODE_IMAGE: ecr.nodeImage() }),
  };
}
