export { createClients, type ClientOptions, type Clients } from './aws/clients.ts';
export type { Context, ReconcileEvent } from './context.ts';
export {
  SwitchHeld,
  SwitchRefused,
  type SwitchResult,
  SwitchStuck,
  SwitchWentBack,
} from './execute/outcome.ts';
export { type SwitchRequest, switchPhase } from './execute/switch-phase.ts';
export {
  deployEcsService,
  type DeployEcsServiceRequest,
  type DeployEcsServiceResult,
} from './deploy/deploy-ecs-service.ts';
export { EcsDeploymentCancelled, EcsDeploymentFailed } from './deploy/errors.ts';
export type { DeploymentFailure, FailedContainer, FailedTask } from './deploy/failure.ts';
export type { Applied } from './engine/apply.ts';
export { describeChanges } from './engine/diff.ts';
export { type Failure, ReconcileFailed } from './engine/failures.ts';
export type { Change } from './engine/kind.ts';
export type { Planned } from './engine/plan.ts';
export { applyPhase, type ApplyPhaseRequest, type ApplyPhaseResult } from './phase/apply-phase.ts';
export type { ComponentStatus } from './phase/component-status.ts';
export { type FoundPreview, findPreviews } from './destroy/find-previews.ts';
export { destroyEnvironment, type DestroyRequest, type DestroyResult } from './phase/destroy-environment.ts';
export type { ComponentMove } from './phase/component-moves.ts';
export { type PhasePlan, planPhase, type PlanPhaseRequest } from './phase/plan-phase.ts';
export { leafChanges, type LeafChange } from './plan/leaf-changes.ts';
export { componentTable, countChanges, plannedWrites, planMarkdown } from './plan/plan-markdown.ts';
export { unknowns } from './plan/unknowns.ts';
export type { PlannedStep } from './forecast/play-switch.ts';
export type { PhaseRequest } from './phase/request.ts';
export { taskDefinitionValues, type TaskDefinitionValuesRequest } from './phase/task-definition-values.ts';
export { bootstrapPipeline, type BootstrapPlan, type BootstrapRequest } from './rights/bootstrap.ts';
export { FunctionFailed } from './aws/lambda-settled.ts';
export {
  publishLambda,
  type PublishLambdaRequest,
  type PublishLambdaResult,
} from './publish/publish-lambda.ts';
export type { Fronts } from './status/read-fronts.ts';
export type { RunningFunction } from './status/read-functions.ts';
export type { RunningService } from './status/read-services.ts';
export { ensureCertificate } from './domain/ensure-certificate.ts';
export { ensureHostedZone } from './domain/ensure-hosted-zone.ts';
export { type EnvironmentStatus, readStatus, type RunningComponent } from './status/read-status.ts';
export { NothingToGoBackTo, type Rollback, type RollbackRelease } from './rollback/decide-rollback.ts';
export { findRollback, releasesByComponent } from './rollback/find-rollback.ts';
export { rollbackMarkdown } from './rollback/rollback-markdown.ts';
export { fetchVersion } from './rollback/version-release.ts';
export type * from './switch/facts.ts';
export { canaryAnswer, canaryBatch } from './execute/steps/try-worker.ts';
export { isDone, mayDo } from './switch/conditions.ts';
export {
  type Actor,
  leaseStanding,
  type LeaseRecord,
  type LeaseVersion,
  type LeaseWish,
  releaseLease,
  renewLease,
  takeLease,
} from './switch/lease.ts';
export { planSwitch, type SwitchInput, type SwitchPlan } from './switch/plan-switch.ts';
export { defaultProofRules, type Evidence, judgeProof, type ProofRules } from './switch/proof.ts';
export { type ComponentStep, describeStep, type LeaseStep, type Step } from './switch/step.ts';
