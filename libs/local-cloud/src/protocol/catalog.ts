import { readModel, type ServiceModel } from './model.ts';

/** How a service answers an input that breaks its model. */
export interface CatalogEntry {
  readonly load: () => Promise<Readonly<Record<string, unknown>>>;
  /** The name before the colon in IAM actions, where it is not the signing name. */
  readonly iamPrefix?: string;
  /** The code for a required member that is missing. */
  readonly invalid: string;
  /** The code when calls come too fast. */
  readonly throttled: string;
  /** The code when IAM does not allow the call. */
  readonly denied: string;
}

const json = {
  invalid: 'ValidationException',
  throttled: 'ThrottlingException',
  denied: 'AccessDeniedException',
};
const query = { invalid: 'ValidationError', throttled: 'Throttling', denied: 'AccessDenied' };

/** Every service whose wire this cloud speaks, by signing name. A new service is one line. */
export const catalog: Readonly<Record<string, CatalogEntry>> = {
  acm: { ...json, load: () => import('@aws-sdk/client-acm') },
  apigateway: {
    ...json,
    load: () => import('@aws-sdk/client-apigatewayv2'),
    invalid: 'BadRequestException',
    throttled: 'TooManyRequestsException',
  },
  'application-autoscaling': { ...json, load: () => import('@aws-sdk/client-application-auto-scaling') },
  dynamodb: { ...json, load: () => import('@aws-sdk/client-dynamodb') },
  ec2: {
    load: () => import('@aws-sdk/client-ec2'),
    invalid: 'MissingParameter',
    throttled: 'RequestLimitExceeded',
    denied: 'UnauthorizedOperation',
  },
  ecr: { ...json, load: () => import('@aws-sdk/client-ecr'), invalid: 'InvalidParameterException' },
  ecs: { ...json, load: () => import('@aws-sdk/client-ecs'), invalid: 'InvalidParameterException' },
  elasticloadbalancing: { ...query, load: () => import('@aws-sdk/client-elastic-load-balancing-v2') },
  events: { ...json, load: () => import('@aws-sdk/client-eventbridge') },
  iam: { ...query, load: () => import('@aws-sdk/client-iam') },
  lambda: { ...json, load: () => import('@aws-sdk/client-lambda'), throttled: 'TooManyRequestsException' },
  logs: {
    ...json,
    load: () => import('@aws-sdk/client-cloudwatch-logs'),
    invalid: 'InvalidParameterException',
  },
  monitoring: {
    ...query,
    load: () => import('@aws-sdk/client-cloudwatch'),
    iamPrefix: 'cloudwatch',
    invalid: 'MissingParameter',
  },
  route53: {
    ...query,
    load: () => import('@aws-sdk/client-route-53'),
    invalid: 'InvalidInput',
  },
  ses: {
    ...json,
    load: () => import('@aws-sdk/client-sesv2'),
    invalid: 'BadRequestException',
    throttled: 'TooManyRequestsException',
  },
  sns: {
    ...query,
    load: () => import('@aws-sdk/client-sns'),
    throttled: 'Throttled',
    denied: 'AuthorizationError',
  },
  sqs: {
    load: () => import('@aws-sdk/client-sqs'),
    invalid: 'MissingParameter',
    throttled: 'RequestThrottled',
    denied: 'AccessDenied',
  },
  sts: { ...query, load: () => import('@aws-sdk/client-sts') },
};

const models = new Map<string, Promise<ServiceModel>>();

/** The model of a catalogued service, loaded when it is first called: EC2's alone takes 65 MB. */
export function modelOf(signingName: string): Promise<ServiceModel> | undefined {
  const entry = Object.hasOwn(catalog, signingName) ? catalog[signingName] : undefined;
  if (entry === undefined) return undefined;
  let model = models.get(signingName);
  if (model === undefined) models.set(signingName, (model = entry.load().then(readModel)));
  return model;
}
