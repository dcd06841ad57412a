/** A task that is meant to run, as the planner sees it. */
export interface PlannedTask {
  readonly id: string;
  /** Of the primary deployment; every other one is being replaced. */
  readonly primary: boolean;
  /** RUNNING, and in service where there is a health check or a load balancer. */
  readonly healthy: boolean;
  /** It failed a health check. */
  readonly unhealthy: boolean;
  /** When it was created: any increasing number. */
  readonly age: number;
}

export interface ServiceView {
  readonly desired: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** False while backing off from failures, and for a failed deployment. */
  readonly mayStart: boolean;
  /** False in steady state, where an unhealthy task is replaced before it is stopped. */
  readonly deploying: boolean;
  readonly tasks: readonly PlannedTask[];
}

export interface Plan {
  /** Tasks of the primary deployment to start. */
  readonly start: number;
  readonly stop: readonly { readonly id: string; readonly why: 'replaced' | 'unhealthy' }[];
}

/** Fewest healthy tasks and most tasks at all. */
export const limits = (view: Pick<ServiceView, 'desired' | 'minimumHealthyPercent' | 'maximumPercent'>) => ({
  fewest: Math.ceil((view.desired * view.minimumHealthyPercent) / 100),
  most: Math.floor((view.desired * view.maximumPercent) / 100),
});

/** Those not in service first, then the youngest. */
const leastUseful = (a: PlannedTask, b: PlannedTask) =>
  Number(a.healthy) - Number(b.healthy) || b.age - a.age;

/**
 * What a service's scheduler does next: a pure step that is taken again after every change, until it is empty.
 * Never stops a healthy task below the minimum, and never has more tasks than the maximum.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
export function planService(view: ServiceView): Plan {
  const { fewest, most } = limits(view);
  const sick = view.tasks.filter((task) => task.unhealthy);
  const fit = view.tasks.filter((task) => !task.unhealthy);
  const own = fit.filter((task) => task.primary).sort(leastUseful);
  const old = fit.filter((task) => !task.primary).sort(leastUseful);
  const ownHealthy = own.filter((task) => task.healthy).length;

  const missing = Math.max(0, view.desired - own.length);
  const room = Math.max(0, most - view.tasks.length);
  const start = view.mayStart ? Math.min(missing, room) : 0;

  const surplus = own.slice(0, Math.max(0, own.length - view.desired));
  // An old task that is not up yet serves nobody; a healthy one stays for as long as its successor is not healthy.
  const idle = old.filter((task) => !task.healthy);
  const serving = old.filter((task) => task.healthy);
  const replaced = Math.max(0, serving.length - Math.max(0, view.desired - ownHealthy));
  const healthyLeft = ownHealthy + serving.length - replaced;
  const short = view.mayStart ? missing - start : 0;
  const forRoom = Math.max(0, Math.min(short - idle.length, healthyLeft - fewest, serving.length - replaced));

  const replaceFirst = !view.deploying && ownHealthy < view.desired && room > 0;
  const sickGoing = sick.filter((task) => !task.primary || !replaceFirst);
  return {
    start,
    stop: [
      ...sickGoing.map(({ id }) => ({ id, why: 'unhealthy' as const })),
      ...[...surplus, ...idle, ...serving.slice(0, replaced + forRoom)].map(({ id }) => ({
        id,
        why: 'replaced' as const,
      })),
    ],
  };
}
