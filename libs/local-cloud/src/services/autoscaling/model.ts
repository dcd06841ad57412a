import type {
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';

/** What may be scaled: the desired count of an ECS service, from min to max. Plain JSON. */
export interface ScalableTarget {
  readonly arn: string;
  /** `service/CLUSTER/SERVICE` */
  readonly resourceId: string;
  readonly roleArn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  min: number;
  max: number;
  suspended: { in: boolean; out: boolean; scheduled: boolean };
  tags: Record<string, string>;
  /** The last scale-out: while its cooldown lasts, what it added counts towards the next one. */
  lastOut: { at: number; from: number; cooldownSeconds: number } | undefined;
  lastIn: { at: number; cooldownSeconds: number } | undefined;
}

export interface ScalingPolicy {
  readonly arn: string;
  readonly name: string;
  readonly resourceId: string;
  readonly createdAt: number;
  tracking: TargetTrackingScalingPolicyConfiguration | undefined;
  steps: StepScalingPolicyConfiguration | undefined;
  /** The alarms that target tracking made for itself. */
  alarms: { kind: 'high' | 'low'; name: string; arn: string }[];
}

export interface ScalingActivity {
  readonly id: string;
  readonly resourceId: string;
  readonly description: string;
  readonly cause: string;
  readonly startedAt: number;
  endedAt: number | undefined;
  status: 'InProgress' | 'Successful' | 'Failed';
  message: string;
  readonly wanted: number;
}
