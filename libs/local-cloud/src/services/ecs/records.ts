import type {
  Cluster,
  CreateServiceRequest,
  DeploymentRolloutState,
  ServiceDeploymentStatus,
  ServiceEvent,
  Tag,
  Task,
  TaskDefinition,
  TaskOverride,
  TaskStopCode,
} from '@aws-sdk/client-ecs';
import type { CloudEnvironment } from '../../environment.ts';
import type { TaskRuntime } from '../../runtime/task-runtime.ts';
import type { EcsDependencies } from './dependencies.ts';
import type { Pace } from './pace.ts';

export interface ClusterRecord {
  readonly name: string;
  readonly arn: string;
  status: 'ACTIVE' | 'INACTIVE';
  settings: NonNullable<Cluster['settings']>;
  capacityProviders: string[];
  defaultStrategy: NonNullable<Cluster['defaultCapacityProviderStrategy']>;
  tags: Tag[];
}

export interface DefinitionRecord {
  /** As described; `status` changes on deregistration. */
  readonly definition: TaskDefinition;
  tags: Tag[];
}

/** What a deployment's tasks are made of. A change of it is a new deployment. */
export interface RevisionRecord {
  readonly arn: string;
  readonly createdAt: number;
  readonly taskDefinition: string;
  readonly settings: Pick<
    CreateServiceRequest,
    'networkConfiguration' | 'loadBalancers' | 'launchType' | 'capacityProviderStrategy' | 'platformVersion'
  >;
  /** Container image as named to the digest it was resolved to by the first task of the revision. */
  readonly images: Map<string, string>;
}

export interface DeploymentRecord {
  /** `ecs-svc/<19 digits>` */
  readonly id: string;
  readonly revision: RevisionRecord;
  readonly createdAt: number;
  updatedAt: number;
  /** The newest is PRIMARY; the others are ACTIVE until their last task has stopped. */
  status: 'PRIMARY' | 'ACTIVE';
  rolloutState: DeploymentRolloutState;
  rolloutStateReason: string;
  /** Tasks that failed and count for the circuit breaker. */
  failedTasks: number;
  /** Failures without a healthy task since; sets the back-off. */
  failuresInARow: number;
  /** Milliseconds since the epoch before which no task is started. */
  backOffUntil: number;
}

export interface ServiceDeploymentRecord {
  readonly arn: string;
  /** The deployment that was asked for, and the one that rolls it back. */
  deploymentId: string;
  rollbackId: string | undefined;
  readonly createdAt: number;
  updatedAt: number;
  finishedAt: number | undefined;
  stoppedAt: number | undefined;
  status: ServiceDeploymentStatus;
  statusReason: string | undefined;
  readonly sources: readonly RevisionRecord[];
  readonly target: RevisionRecord;
  rollback: { reason: string; startedAt: number; revision: RevisionRecord } | undefined;
  breakerTriggered: boolean;
  /** As it was when it ended; while it runs the deployment is asked. */
  failedTasks: number;
}

export interface ServiceRecord {
  readonly name: string;
  readonly arn: string;
  readonly cluster: ClusterRecord;
  readonly createdAt: number;
  readonly createdBy: string;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  taskDefinition: string;
  /** All other settings as they were given, updates merged in. */
  settings: Omit<
    CreateServiceRequest,
    'serviceName' | 'cluster' | 'desiredCount' | 'taskDefinition' | 'tags'
  >;
  tags: Tag[];
  /** Newest first; the first is the primary one. */
  deployments: DeploymentRecord[];
  /** Newest first. */
  serviceDeployments: ServiceDeploymentRecord[];
  revisions: RevisionRecord[];
  /** What a rollback goes back to. */
  lastCompleted: { deploymentId: string; revision: RevisionRecord } | undefined;
  /** Newest first, at most 100. */
  events: ServiceEvent[];
  /** A steady state is announced once until something changes. */
  steady: boolean;
}

export interface TaskRecord {
  readonly id: string;
  readonly cluster: ClusterRecord;
  readonly definition: TaskDefinition;
  readonly overrides: TaskOverride;
  /** As DescribeTasks shows it; changed in place while the task lives. */
  readonly task: Task;
  readonly address: { ip: string; interfaceId: string; subnet: string; groups: readonly string[] };
  readonly service: ServiceRecord | undefined;
  readonly deploymentId: string | undefined;
  readonly revision: RevisionRecord | undefined;
  /** Milliseconds since the epoch at which it was RUNNING. */
  runningSince: number | undefined;
  /** It was in service at some time: what comes after is no failure to start. */
  wasHealthy: boolean;
  /** State in the target group, for the task of a service behind a load balancer. */
  targetState: string | undefined;
  targetReason: string | undefined;
  protectedUntil: number | undefined;
  /** Asks the task to stop; later calls change nothing. */
  stop(reason: string, code: TaskStopCode): void;
  /** Resolved when it is asked to stop. */
  readonly stopAsked: Promise<void>;
  /** Resolved when it is STOPPED. */
  readonly stopped: Promise<void>;
}

/** What all parts of one ECS share. */
export interface Ecs {
  readonly environment: CloudEnvironment;
  readonly deps: EcsDependencies;
  readonly runtime: TaskRuntime;
  readonly pace: Pace;
  /** By name. */
  readonly clusters: Map<string, ClusterRecord>;
  /** By family; index = revision - 1; a deleted revision leaves a hole. */
  readonly definitions: Map<string, (DefinitionRecord | undefined)[]>;
  /** By ARN. */
  readonly services: Map<string, ServiceRecord>;
  /** By ARN; the stopped ones are forgotten after an hour. */
  readonly tasks: Map<string, TaskRecord>;
  /** Something about the service or its tasks changed: its scheduler looks again. */
  wake(service: ServiceRecord | undefined): void;
  readonly stopping: { value: boolean };
}
