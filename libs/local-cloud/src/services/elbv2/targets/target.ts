/** States and reasons as https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html lists them. */
export type Health =
  | { state: 'healthy' }
  | {
      state: 'initial';
      reason: 'Elb.RegistrationInProgress' | 'Elb.InitialHealthChecking';
      description: string;
    }
  | { state: 'unhealthy'; reason: FailureReason; description: string }
  | { state: 'draining'; reason: 'Target.DeregistrationInProgress'; description: string }
  | { state: 'unused'; reason: 'Target.NotInUse' | 'Target.NotRegistered'; description: string };

export type FailureReason = 'Target.ResponseCodeMismatch' | 'Target.Timeout' | 'Target.FailedHealthChecks';

/** What one health check found. */
export type CheckResult = { ok: true } | { ok: false; reason: FailureReason; description: string };

/** One registered target and what is known about it just now. */
export interface Target {
  readonly id: string;
  readonly port: number;
  readonly zone: string | undefined;
  health: Health;
  /** Consecutive checks with the same result. */
  passed: number;
  failed: number;
  /** When the first check of this registration ran, in milliseconds since the epoch. */
  firstCheckAt: number | undefined;
  /** When it became healthy for the first time: slow start counts from here. */
  healthySince: number | undefined;
  /** Requests and upgraded connections it is serving. */
  inFlight: number;
}

export const registering: Health = {
  state: 'initial',
  reason: 'Elb.RegistrationInProgress',
  description: 'Target registration is in progress',
};
export const notInUse: Health = {
  state: 'unused',
  reason: 'Target.NotInUse',
  description: 'Target group is not configured to receive traffic from the load balancer',
};
export const notRegistered: Health = {
  state: 'unused',
  reason: 'Target.NotRegistered',
  description: 'Target is not registered to the target group',
};
export const draining: Health = {
  state: 'draining',
  reason: 'Target.DeregistrationInProgress',
  description: 'Target deregistration is in progress',
};

/** The name of a target within its group. */
export const targetKey = (id: string, port: number): string => `${id}:${port}`;

export function createTarget(id: string, port: number, zone: string | undefined, health: Health): Target {
  return {
    id,
    port,
    zone,
    health,
    passed: 0,
    failed: 0,
    firstCheckAt: undefined,
    healthySince: undefined,
    inFlight: 0,
  };
}
