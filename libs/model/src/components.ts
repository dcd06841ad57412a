/** The four deployables of the order system, in the order an order meets them. */
export const components = [
  'order-publisher',
  'email-service',
  'inventory-service',
  'analytics-service',
] as const;

/** One deployable of the system. */
export type Component = (typeof components)[number];

/** What sets one component apart from another, wherever it is placed. */
export interface ComponentTraits {
  /** `api` stands behind the front and publishes; `worker` takes messages from its own queue. */
  readonly role: 'api' | 'worker';
  /** The worker sends mail by SES. */
  readonly sendsEmail: boolean;
  /** vCPU units (1024 = 1 vCPU) of one ECS task. */
  readonly cpu: number;
  /** MiB of one ECS task. */
  readonly memory: number;
  /** Tasks that autoscaling keeps between. */
  readonly tasks: { readonly min: number; readonly max: number };
}

const worker: ComponentTraits = {
  role: 'worker',
  sendsEmail: false,
  cpu: 256,
  memory: 512,
  tasks: { min: 1, max: 10 },
};

/** The traits of every component. */
export const componentTraits: Readonly<Record<Component, ComponentTraits>> = {
  'order-publisher': { role: 'api', sendsEmail: false, cpu: 512, memory: 1024, tasks: { min: 1, max: 10 } },
  'email-service': { ...worker, sendsEmail: true },
  'inventory-service': worker,
  'analytics-service': worker,
};

/** The component behind the front. */
export const apiComponent: Component = 'order-publisher';

/** The components with a queue of their own. */
export const workerComponents: readonly Component[] = components.filter(
  (component) => componentTraits[component].role === 'worker',
);

/** Whether `value` names a component. */
export function isComponent(value: string): value is Component {
  return components.some((component) => component === value);
}

/**
 * Reads a component's name.
 * @throws RangeError naming the value and the components there are.
 */
export function parseComponent(value: string): Component {
  if (isComponent(value)) return value;
  throw new RangeError(
    `unknown component ${JSON.stringify(value)}: expected one of ${components.join(', ')}`,
  );
}
