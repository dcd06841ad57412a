import type { Component } from '@phaseline/model';
import { StepFailed } from './errors.ts';

/** Publishing is the release's, not the switch's: here it is only made sure of. @throws StepFailed always, since it was not found */
export function publishFunction(component: Component): never {
  throw new StepFailed(`${component} has no function: release it first (publish-lambda), then switch`);
}

/** Likewise. @throws StepFailed always */
export function createService(component: Component): never {
  throw new StepFailed(`${component} has no ECS service: release it first (deploy-ecs-service), then switch`);
}
