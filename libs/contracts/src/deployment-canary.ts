/**
 * The event that a deployment sends a worker to learn whether it can do its work before it gets any: it reads the worker's table by the
 * worker's own wiring and has no effect.
 */
export const DEPLOYMENT_CANARY = 'deployment.canary';
