import { environmentPrefix } from './environment.ts';
import { fitName } from './fit-name.ts';

/** The name of everything in one environment. */
export interface EnvironmentNames {
  readonly environment: string;
  /** Empty in production, else `<environment>-`. */
  readonly prefix: string;
  readonly cluster: string;
  readonly topic: string;
  readonly table: string;
  readonly executionRole: string;
  readonly loadBalancer: string;
  readonly targetGroup: string;
  readonly loadBalancerSecurityGroup: string;
  readonly taskSecurityGroup: string;
  readonly queue: (component: string) => string;
  readonly deadLetterQueue: (component: string) => string;
  readonly repository: (component: string) => string;
  readonly service: (component: string) => string;
  readonly family: (component: string) => string;
  readonly logGroup: (component: string) => string;
  readonly taskRole: (component: string) => string;
  readonly function: (component: string) => string;
  readonly functionRole: (component: string) => string;
  readonly functionLogGroup: (component: string) => string;
  /** Of SES: by it every mail that is out is told of. */
  readonly configurationSet: string;
  /** By it what SES tells of comes into the log group. */
  readonly mailRule: string;
  readonly mailLogGroup: string;
  readonly httpApi: string;
  readonly httpApiLogGroup: string;
}

/** Longest names in characters, by the API reference of each Create call. */
const limits = {
  loadBalancer: 32,
  targetGroup: 32,
  queue: 80,
  role: 64,
  function: 64,
  configurationSet: 64,
  eventRule: 64,
  httpApi: 128,
  securityGroup: 255,
  longest: 255,
} as const;

/**
 * The names of everything in `environment`, within AWS's length limits.
 * @throws RangeError when the environment's name is not valid
 */
export function environmentNames(environment: string): EnvironmentNames {
  const prefix = environmentPrefix(environment);
  const named = (name: string, limit: number) => fitName(`${prefix}${name}`, limit);
  // A function is called after what it does: `email-lambda`, not `email-service-lambda`.
  const functionBase = (component: string) => `${component.replace(/-service$/, '')}-lambda`;
  const functionName = (component: string) => named(functionBase(component), limits.function);
  const httpApi = named('pubsub-api', limits.httpApi);
  return {
    environment,
    prefix,
    cluster: named('pubsub-cluster', limits.longest),
    topic: named('order-events', limits.longest),
    table: named('order-system', limits.longest),
    executionRole: named('ecsTaskExecutionRole', limits.role),
    loadBalancer: named('order-publisher-alb', limits.loadBalancer),
    targetGroup: named('order-publisher-tg', limits.targetGroup),
    loadBalancerSecurityGroup: named('order-publisher-alb', limits.securityGroup),
    taskSecurityGroup: named('order-system-tasks', limits.securityGroup),
    queue: (component) => named(`${component}-queue`, limits.queue),
    deadLetterQueue: (component) => named(`${component}-dlq`, limits.queue),
    repository: (component) => named(component, limits.longest),
    service: (component) => named(component, limits.longest),
    family: (component) => named(`${component}-td`, limits.longest),
    logGroup: (component) => `/ecs/${named(component, limits.longest)}`,
    taskRole: (component) => named(`${component}-task-role`, limits.role),
    function: functionName,
    functionRole: (component) => named(`${functionBase(component)}-role`, limits.role),
    functionLogGroup: (component) => `/aws/lambda/${functionName(component)}`,
    configurationSet: named('order-mail', limits.configurationSet),
    mailRule: named('order-mail', limits.eventRule),
    mailLogGroup: `/aws/events/${named('order-mail', limits.longest)}`,
    httpApi,
    httpApiLogGroup: `/aws/apigateway/${httpApi}`,
  };
}
