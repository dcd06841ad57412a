import type { Resource, ResourceKind, ResourceOf } from '@phaseline/model';
import { type Change, type Observed, touches } from '../engine/kind.ts';

/** What a kind's `apply` is given. */
interface Current {
  readonly observed: Observed | undefined;
  readonly changes: readonly Change[];
}

/** Operations that write, in the order in which `apply` makes them. */
type Calls<R extends Resource> = (resource: R, current: Current) => readonly string[];

/** The service as AWS signs for it, and the calls of each kind. The contract suite holds every line against what is really called. */
const calls: { readonly [K in ResourceKind]: readonly [service: string, of: Calls<ResourceOf<K>>] } = {
  topic: ['sns', createOr(['CreateTopic'], { tags: 'TagResource' })],
  queue: ['sqs', createOr(['CreateQueue'], { tags: 'TagQueue', '*': 'SetQueueAttributes' })],
  queuePolicy: ['sqs', () => ['SetQueueAttributes']],
  subscription: ['sns', createOr(['Subscribe'], { '*': 'SetSubscriptionAttributes' })],
  table: [
    'dynamodb',
    (resource, current) =>
      createOr(
        [
          'CreateTable',
          'UpdateTimeToLive',
          ...(resource.pointInTimeRecovery ? ['UpdateContinuousBackups'] : []),
        ],
        {
          timeToLiveAttribute: 'UpdateTimeToLive',
          pointInTimeRecovery: 'UpdateContinuousBackups',
          tags: 'TagResource',
        },
      )(resource, current),
  ],
  emailIdentity: ['ses', createOr(['CreateEmailIdentity'], { tags: 'TagResource' })],
  configurationSet: [
    'ses',
    (_resource, { observed, changes }) => [
      ...(observed ? [] : ['CreateConfigurationSet']),
      ...(touches(changes, 'tags') ? ['TagResource'] : []),
      ...(observed && !touches(changes, 'eventDestination')
        ? []
        : [`${observed?.state['eventDestination'] ? 'Update' : 'Create'}ConfigurationSetEventDestination`]),
    ],
  ],
  eventRule: [
    'events',
    createOr(['PutRule', 'PutTargets'], { '*': 'PutRule', tags: 'TagResource', target: 'PutTargets' }),
  ],
  logResourcePolicy: ['logs', () => ['PutResourcePolicy']],
  role: [
    'iam',
    ({ managedPolicyArns }, { observed, changes }) => {
      const attached = (observed?.state['managedPolicyArns'] ?? []) as readonly string[];
      return [
        ...(observed ? [] : ['CreateRole']),
        ...(touches(changes, 'permissionsBoundary') ? ['PutRolePermissionsBoundary'] : []),
        ...(touches(changes, 'trust') ? ['UpdateAssumeRolePolicy'] : []),
        ...(touches(changes, 'tags') ? ['TagRole'] : []),
        ...managedPolicyArns.filter((arn) => !attached.includes(arn)).map(() => 'AttachRolePolicy'),
        ...attached.filter((arn) => !managedPolicyArns.includes(arn)).map(() => 'DetachRolePolicy'),
      ];
    },
  ],
  rolePolicy: ['iam', () => ['PutRolePolicy']],
  // A policy with five versions also loses its oldest one; only bootstrap-aws has this kind, and no plan-phase.
  managedPolicy: ['iam', createOr(['CreatePolicy'], { policy: 'CreatePolicyVersion', tags: 'TagPolicy' })],
  openIdConnectProvider: [
    'iam',
    createOr(['CreateOpenIDConnectProvider'], {
      audiences: 'AddClientIDToOpenIDConnectProvider',
      tags: 'TagOpenIDConnectProvider',
    }),
  ],
  logGroup: [
    'logs',
    createOr(['CreateLogGroup', 'PutRetentionPolicy'], {
      tags: 'TagResource',
      retentionDays: 'PutRetentionPolicy',
    }),
  ],
  repository: [
    'ecr',
    createOr(['CreateRepository', 'PutLifecyclePolicy'], {
      immutableTags: 'PutImageTagMutability',
      scanOnPush: 'PutImageScanningConfiguration',
      lifecycle: 'PutLifecyclePolicy',
      tags: 'TagResource',
    }),
  ],
  cluster: [
    'ecs',
    createOr(['CreateCluster'], { tags: 'TagResource', containerInsights: 'UpdateClusterSettings' }),
  ],
  securityGroup: [
    'ec2',
    (resource, { observed, changes }) => {
      const { missing, strange } = ingressChanges(changes);
      return [
        ...(observed ? [] : ['CreateSecurityGroup']),
        ...(touches(changes, 'tags') ? ['CreateTags'] : []),
        ...((observed ? missing : resource.ingress.length > 0) ? ['AuthorizeSecurityGroupIngress'] : []),
        ...(strange ? ['RevokeSecurityGroupIngress'] : []),
      ];
    },
  ],
  loadBalancer: [
    'elasticloadbalancing',
    createOr(['CreateLoadBalancer'], { tags: 'AddTags', securityGroups: 'SetSecurityGroups' }),
  ],
  targetGroup: [
    'elasticloadbalancing',
    createOr(['CreateTargetGroup', 'ModifyTargetGroupAttributes'], {
      tags: 'AddTags',
      healthCheck: 'ModifyTargetGroup',
      deregistrationDelaySeconds: 'ModifyTargetGroupAttributes',
    }),
  ],
  listener: [
    'elasticloadbalancing',
    createOr(['CreateListener'], { tags: 'AddTags', '*': 'ModifyListener' }),
  ],
  taskDefinition: [
    'ecs',
    (_resource, { observed, changes }) =>
      observed && changes.every(isTag) ? ['TagResource'] : ['RegisterTaskDefinition'],
  ],
  service: ['ecs', createOr(['CreateService'], { tags: 'TagResource', '*': 'UpdateService' })],
  scalableTarget: [
    'application-autoscaling',
    createOr(['RegisterScalableTarget'], { '*': 'RegisterScalableTarget', tags: 'TagResource' }),
  ],
  scalingPolicy: ['application-autoscaling', () => ['PutScalingPolicy']],
  function: [
    'lambda',
    ({ definition }, { observed, changes }) => {
      const code = ['codeSha256', 'Architectures'];
      const own = changes.filter((change) => !isTag(change) && !touches([change], ...code, reserved));
      if (!observed) {
        return ['CreateFunction', ...(definition[reserved] === undefined ? [] : ['PutFunctionConcurrency'])];
      }
      return [
        ...(touches(changes, 'tags') ? ['TagResource'] : []),
        ...(touches(changes, ...code) ? ['UpdateFunctionCode'] : []),
        ...(own.length > 0 ? ['UpdateFunctionConfiguration'] : []),
        ...(touches(changes, reserved) ? ['PutFunctionConcurrency'] : []),
      ];
    },
  ],
  functionAlias: [
    'lambda',
    (_resource, { observed, changes }) => [
      'PublishVersion',
      // What ran before is noted, where anything did.
      ...(/^\d+$/.test(observed?.outputs['version'] ?? '') && touches(changes, 'codeSha256', 'configuration')
        ? ['TagResource']
        : []),
      observed ? 'UpdateAlias' : 'CreateAlias',
    ],
  ],
  eventSourceMapping: [
    'lambda',
    (_resource, { observed }) => [observed ? 'UpdateEventSourceMapping' : 'CreateEventSourceMapping'],
  ],
  functionPermission: [
    'lambda',
    (_resource, { observed }) => (observed ? ['RemovePermission', 'AddPermission'] : ['AddPermission']),
  ],
  httpApi: ['apigateway', createOr(['CreateApi'], { tags: 'TagResource', description: 'UpdateApi' })],
  httpIntegration: ['apigateway', createOr(['CreateIntegration'], { '*': 'UpdateIntegration' })],
  httpRoute: ['apigateway', createOr(['CreateRoute'], { '*': 'UpdateRoute' })],
  domainName: [
    'apigateway',
    createOr(['CreateDomainName'], { tags: 'TagResource', '*': 'UpdateDomainName' }),
  ],
  apiMapping: ['apigateway', createOr(['CreateApiMapping'], { '*': 'UpdateApiMapping' })],
  httpStage: ['apigateway', createOr(['CreateStage'], { tags: 'TagResource', '*': 'UpdateStage' })],
};

const reserved = 'ReservedConcurrentExecutions';

/**
 * The calls that putting one resource right makes, as `<service> <Operation>`. Pure.
 * @param current what was observed and what must change; nothing observed means that it is created
 */
export function plannedCalls(resource: Resource, current: Current): string[] {
  // A resource only ever meets the calls of its own kind: the record above says so.
  const [service, of] = calls[resource.kind] as readonly [string, Calls<Resource>];
  if (current.observed && current.changes.length === 0) return [];
  return of(resource, current).map((operation) => `${service} ${operation}`);
}

/** The usual: some calls to create it, else one per field that differs; `*` is every field but tags that has no call of its own. */
function createOr<R extends Resource>(
  create: readonly string[],
  update: Readonly<Record<string, string>>,
): Calls<R> {
  return (_resource, { observed, changes }) => {
    if (!observed) return create;
    const named = Object.keys(update);
    return named
      .filter((field) =>
        field === '*'
          ? changes.some((change) => !isTag(change) && !named.some((name) => touches([change], name)))
          : touches(changes, field),
      )
      .map((field) => update[field] ?? '');
  };
}

function isTag({ field }: Change): boolean {
  return field.startsWith('tags.');
}

function ingressChanges(changes: readonly Change[]): { missing: boolean; strange: boolean } {
  const ingress = changes.find(({ field }) => field === 'ingress');
  const [from, to] = [ingress?.from ?? [], ingress?.to ?? []] as [readonly string[], readonly string[]];
  return {
    missing: to.some((rule) => !from.includes(rule)),
    strange: from.some((rule) => !to.includes(rule)),
  };
}
