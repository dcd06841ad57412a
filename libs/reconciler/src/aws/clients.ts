import { ACMClient } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { createPacer, pace } from './pacing.ts';

/** One client per service. A kind asks for just those it uses: `Pick<Clients, 'sns'>`. */
export interface Clients {
  readonly acm: ACMClient;
  readonly apiGateway: ApiGatewayV2Client;
  readonly cloudwatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly events: EventBridgeClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly dynamodb: DynamoDBClient;
  readonly scaling: ApplicationAutoScalingClient;
  readonly route53: Route53Client;
  readonly ses: SESv2Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly sts: STSClient;
}

/** What {@link createClients} takes; what is not given comes from the standard variables, profile and credential chain. */
export interface ClientOptions {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** What has no answer for so long is asked again, in milliseconds. Default 30,000: a function that is tried has ten seconds. */
  readonly requestTimeoutMs?: number;
}

const maxAttempts = 8;

/**
 * The clients that reconcile: each made when first used, adaptive in its retries, every attempt paced by the API's limit.
 */
export function createClients({
  region,
  endpoint,
  credentials,
  requestTimeoutMs = 30_000,
}: ClientOptions = {}): Clients {
  const pacer = createPacer();
  const config = {
    retryMode: 'adaptive',
    maxAttempts,
    // Without it one call that is never answered holds a deployment for ever.
    requestHandler: { requestTimeout: requestTimeoutMs, throwOnRequestTimeout: true },
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  } as const;
  const made = new Map<object, object>();
  const client = <C extends object>(constructor: new (configuration: typeof config) => C): C => {
    const existing = made.get(constructor) as C | undefined;
    if (existing) return existing;
    const created = pace(new constructor(config), pacer);
    made.set(constructor, created);
    return created;
  };
  return {
    get acm() {
      return client(ACMClient);
    },
    get apiGateway() {
      return client(ApiGatewayV2Client);
    },
    get cloudwatch() {
      return client(CloudWatchClient);
    },
    get ec2() {
      return client(EC2Client);
    },
    get ecr() {
      return client(ECRClient);
    },
    get ecs() {
      return client(ECSClient);
    },
    get elb() {
      return client(ElasticLoadBalancingV2Client);
    },
    get events() {
      return client(EventBridgeClient);
    },
    get iam() {
      return client(IAMClient);
    },
    get lambda() {
      return client(LambdaClient);
    },
    get logs() {
      return client(CloudWatchLogsClient);
    },
    get dynamodb() {
      return client(DynamoDBClient);
    },
    get scaling() {
      return client(ApplicationAutoScalingClient);
    },
    get route53() {
      return client(Route53Client);
    },
    get ses() {
      return client(SESv2Client);
    },
    get sns() {
      return client(SNSClient);
    },
    get sqs() {
      return client(SQSClient);
    },
    get sts() {
      return client(STSClient);
    },
  };
}
