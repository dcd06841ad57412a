import { fillPlaceholders } from './fill-placeholders.ts';
import type { ContainerDefinition, TaskDefinition } from './shape.ts';

/** What {@link renderTaskDefinition} takes. */
export interface RenderTaskDefinition<T extends TaskDefinition> {
  /** The task definition with its placeholders; left as it is. */
  readonly template: T;
  /** What to put in for each placeholder, by name without `${}`. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** Image references by container name; stronger than what the template says. */
  readonly images?: Readonly<Record<string, string>>;
  /** Environment variables by container name: a string sets one, undefined removes it. */
  readonly environment?: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;
  /** Options of the log driver by container name: a string sets one, undefined removes it. */
  readonly logOptions?: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;
}

/**
 * Renders a task definition: placeholders filled, images, environment variables and log options set per container,
 * everything else as it is in the template.
 * @returns a new object that register-task-definition takes
 * @throws Error naming a placeholder without a value, or a container that the template does not have
 */
export function renderTaskDefinition<T extends TaskDefinition>(request: RenderTaskDefinition<T>): T {
  const { template, values, images = {}, environment = {}, logOptions = {} } = request;
  const names = (template.containerDefinitions ?? []).map((container) => container.name);
  refuseUnknownContainers(names, { images, environment, logOptions });
  // Images first: a container whose image is given needs no value for ${IMAGE}.
  const containers = template.containerDefinitions?.map((container) => {
    const { name } = container;
    if (name === undefined) return container;
    return withLogOptions(
      withEnvironment(withImage(container, images[name]), environment[name]),
      logOptions[name],
    );
  });
  return fillPlaceholders({ ...template, ...(containers && { containerDefinitions: containers }) }, values);
}

function refuseUnknownContainers(
  names: readonly (string | undefined)[],
  given: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): void {
  for (const [what, byContainer] of Object.entries(given)) {
    const stranger = Object.keys(byContainer).find(
      // Nothing to set is nothing to get wrong.
      (name) => !names.includes(name) && !isEmpty(byContainer[name]),
    );
    if (stranger !== undefined) {
      throw new Error(
        `${what} given for container ${JSON.stringify(stranger)}, but the task definition has ${names.join(', ') || 'no containers'}`,
      );
    }
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function withImage(container: ContainerDefinition, image: string | undefined): ContainerDefinition {
  return image === undefined ? container : { ...container, image };
}

function withEnvironment(
  container: ContainerDefinition,
  changes: Readonly<Record<string, string | undefined>> = {},
): ContainerDefinition {
  if (isEmpty(changes)) return container;
  const kept = (container.environment ?? []).filter(({ name }) => !(name !== undefined && name in changes));
  const set = Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  return { ...container, environment: [...kept, ...set] };
}

function withLogOptions(
  container: ContainerDefinition,
  changes: Readonly<Record<string, string | undefined>> = {},
): ContainerDefinition {
  if (isEmpty(changes)) return container;
  const { logConfiguration } = container;
  if (!logConfiguration) {
    throw new Error(`log options given for container ${container.name}, which has no logConfiguration`);
  }
  const options = Object.entries({ ...logConfiguration.options, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...container,
    logConfiguration: { ...logConfiguration, options: Object.fromEntries(options) },
  };
}
