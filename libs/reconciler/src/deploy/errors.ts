import type { DeploymentFailure } from './failure.ts';

/** The new revision does not run. The message says why on one screen. */
export class EcsDeploymentFailed extends Error {
  override readonly name = 'EcsDeploymentFailed';
  readonly failure: DeploymentFailure;

  constructor(message: string, failure: DeploymentFailure, cause?: unknown) {
    super(message, { cause });
    this.failure = failure;
  }
}

/** The deployment was stopped because whoever waited for it gave up. */
export class EcsDeploymentCancelled extends Error {
  override readonly name = 'EcsDeploymentCancelled';
}
