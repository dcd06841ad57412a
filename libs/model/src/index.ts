export {
  apiComponent,
  type Component,
  components,
  type ComponentTraits,
  componentTraits,
  isComponent,
  parseComponent,
  workerComponents,
} from './components.ts';
export { type Arns, arnsIn, type AwsPlace, partitionOf } from './arns.ts';
export { type CostItem, monthlyCost, type MonthlyCost } from './cost.ts';
export { prices } from './prices.ts';
export { defaultEnvironment, environmentPrefix, parseEnvironment } from './environment.ts';
export { environmentNames, type EnvironmentNames } from './names.ts';
export type { Domain } from './domain.ts';
export { inOrder } from './order.ts';
export { checkRemovable, checkSwitchable, type Switchable } from './check-switchable.ts';
export { renderFunction, type RenderFunction } from './function/place.ts';
export type { EventSourceSettings, FunctionDefinition } from './function/shape.ts';
export { parsePhase, type Phase, phases, type Placement, placements } from './phase.ts';
export type { PolicyDocument, PolicyStatement } from './policy.ts';
export type * from './resource.ts';
export type * from './resource-lambda.ts';
export type * from './resource-mail.ts';
export type * from './resource-pipeline.ts';
export {
  type PipelineRights,
  pipelineResources,
  type PipelineRole,
  pipelineRoleName,
  pipelineRoles,
  pipelineVariables,
} from './rights/pipeline.ts';
export { type GitHubRepository, gitHubIssuer } from './rights/trust.ts';
export { type DesiredState, desiredResources } from './resources/desired.ts';
export { type FunctionArtifact, liveAlias } from './resources/lambda-component.ts';
export { resourceId } from './resources/scope.ts';
export { defaultSettings, type Settings } from './settings.ts';
export { defaultSystem, deploymentTag, previousTag, tagKeys, type Tags, tagsFor } from './tags.ts';
export { placeTaskDefinition } from './task-definition/place.ts';
export { type RenderTaskDefinition, renderTaskDefinition } from './task-definition/render.ts';
export type { ContainerDefinition, TaskDefinition } from './task-definition/shape.ts';
