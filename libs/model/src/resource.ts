import type { Component } from './components.ts';
import type { PolicyDocument } from './policy.ts';
import type {
  ApiMappingResource,
  DomainNameResource,
  EventSourceMappingResource,
  FunctionAliasResource,
  FunctionPermissionResource,
  FunctionResource,
  HttpApiResource,
  HttpIntegrationResource,
  HttpRouteResource,
  HttpStageResource,
} from './resource-lambda.ts';
import type {
  ConfigurationSetResource,
  EmailIdentityResource,
  EventRuleResource,
  LogResourcePolicyResource,
} from './resource-mail.ts';
import type { ManagedPolicyResource, OpenIdConnectProviderResource } from './resource-pipeline.ts';
import type { Tags } from './tags.ts';
import type { TaskDefinition } from './task-definition/shape.ts';

/** When a resource is put in place: before the release, by it, or once the release runs. */
export type Stage = 'provision' | 'release' | 'switch';

/** What every desired resource has, whatever its kind. */
export interface Described<Kind extends string> {
  readonly kind: Kind;
  /** `<kind>/<name>`: how other resources and reports refer to it. */
  readonly id: string;
  /** Its name on AWS, by which an existing one is found and adopted. */
  readonly name: string;
  readonly component?: Component;
  /** Ids of what must be in place before. */
  readonly dependsOn: readonly string[];
  readonly stage: Stage;
  /** No phase owns it and no phase switch touches it. */
  readonly spine: boolean;
  readonly tags: Tags;
}

export interface TopicResource extends Described<'topic'> {
  readonly arn: string;
}

export interface QueueResource extends Described<'queue'> {
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  /** How long a receive waits for a message. */
  readonly receiveWaitSeconds: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
}

export interface QueuePolicyResource extends Described<'queuePolicy'> {
  readonly queue: string;
  readonly policy: PolicyDocument;
}

export interface SubscriptionResource extends Described<'subscription'> {
  readonly topicArn: string;
  readonly queueArn: string;
  readonly rawDelivery: boolean;
}

export interface TableResource extends Described<'table'> {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly timeToLiveAttribute: string;
  readonly pointInTimeRecovery: boolean;
}

export interface RoleResource extends Described<'role'> {
  readonly trust: PolicyDocument;
  /** Attached if they are not; others that are attached stay. */
  readonly managedPolicyArns: readonly string[];
  /** The role is all ours: other policies that are attached go. */
  readonly onlyThesePolicies?: boolean;
  /** The managed policy that limits what it may do; undefined leaves it as it is. */
  readonly permissionsBoundary?: string | undefined;
}

export interface RolePolicyResource extends Described<'rolePolicy'> {
  readonly role: string;
  readonly policyName: string;
  readonly policy: PolicyDocument;
}

export interface LogGroupResource extends Described<'logGroup'> {
  readonly retentionDays: number;
}

export interface RepositoryResource extends Described<'repository'> {
  readonly immutableTags: boolean;
  readonly scanOnPush: boolean;
  /** The lifecycle policy's document, in ECR's own shape. */
  readonly lifecycle: Readonly<Record<string, unknown>>;
}

export type ClusterResource = Described<'cluster'>;

export interface SecurityGroupResource extends Described<'securityGroup'> {
  readonly description: string;
  readonly ingress: readonly {
    readonly fromPort: number;
    readonly toPort: number;
    /** A CIDR block, or the id of another desired security group. */
    readonly from: { readonly cidr: string } | { readonly securityGroup: string };
  }[];
}

export interface LoadBalancerResource extends Described<'loadBalancer'> {
  /** Id of a desired security group. */
  readonly securityGroup: string;
}

export interface TargetGroupResource extends Described<'targetGroup'> {
  readonly port: number;
  readonly healthCheck: {
    readonly path: string;
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
  };
  readonly deregistrationDelaySeconds: number;
}

export interface ListenerResource extends Described<'listener'> {
  /** Id of the desired load balancer. */
  readonly loadBalancer: string;
  readonly port: number;
  /** Id of a desired target group, or the host that requests are redirected to, by HTTPS. */
  readonly leadsTo: { readonly targetGroup: string } | { readonly redirect: string };
  /** What TLS is spoken with; HTTP without it. */
  readonly certificateArn?: string;
}

export interface TaskDefinitionResource extends Described<'taskDefinition'> {
  readonly definition: TaskDefinition;
}

export interface ServiceResource extends Described<'service'> {
  readonly cluster: string;
  /** Id of the desired task definition. */
  readonly taskDefinition: string;
  /** How many tasks a new service starts with; afterwards autoscaling decides. */
  readonly initialCount: number;
  /** Id of a desired security group. */
  readonly securityGroup: string;
  readonly loadBalancing?: {
    readonly targetGroup: string;
    readonly container: string;
    readonly port: number;
    /** How long a new task may fail the load balancer's health check. */
    readonly gracePeriodSeconds: number;
  };
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

export interface ScalableTargetResource extends Described<'scalableTarget'> {
  /** `service/<cluster>/<service>`. */
  readonly resourceId: string;
  readonly min: number;
  readonly max: number;
}

export interface ScalingPolicyResource extends Described<'scalingPolicy'> {
  readonly policyName: string;
  readonly resourceId: string;
  readonly tracking:
    | { readonly metric: 'cpu'; readonly targetPercent: number }
    | {
        readonly metric: 'backlogPerTask';
        readonly queue: string;
        readonly cluster: string;
        readonly service: string;
        readonly targetMessages: number;
      };
  readonly scaleInCooldownSeconds: number;
  readonly scaleOutCooldownSeconds: number;
}

/** One resource that should be there. */
export type Resource =
  | TopicResource
  | QueueResource
  | QueuePolicyResource
  | SubscriptionResource
  | TableResource
  | EmailIdentityResource
  | ConfigurationSetResource
  | EventRuleResource
  | LogResourcePolicyResource
  | RoleResource
  | RolePolicyResource
  | ManagedPolicyResource
  | OpenIdConnectProviderResource
  | LogGroupResource
  | RepositoryResource
  | ClusterResource
  | SecurityGroupResource
  | LoadBalancerResource
  | TargetGroupResource
  | ListenerResource
  | TaskDefinitionResource
  | ServiceResource
  | ScalableTargetResource
  | ScalingPolicyResource
  | FunctionResource
  | FunctionAliasResource
  | EventSourceMappingResource
  | FunctionPermissionResource
  | HttpApiResource
  | HttpIntegrationResource
  | HttpRouteResource
  | HttpStageResource
  | DomainNameResource
  | ApiMappingResource;

export type ResourceKind = Resource['kind'];

/** The resource type of one kind. */
export type ResourceOf<Kind extends ResourceKind> = Extract<Resource, { kind: Kind }>;
