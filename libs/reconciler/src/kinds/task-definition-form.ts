import type { RegisterTaskDefinitionCommandInput, TaskDefinition } from '@aws-sdk/client-ecs';

/** What DescribeTaskDefinition adds that nobody registered. */
const readOnly = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
  'tags',
];

/** Lists whose order means nothing. */
const byName: Readonly<Record<string, string>> = {
  environment: 'name',
  secrets: 'name',
  systemControls: 'namespace',
};

/**
 * A task definition in one normal form, whether a person wrote it or ECS answered with it: nothing read-only, nothing empty,
 * ECS's defaults said. Two definitions are the same to ECS when their forms are equal.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function taskDefinitionForm(
  definition: RegisterTaskDefinitionCommandInput | TaskDefinition,
): Record<string, unknown> {
  const own = Object.entries(definition).filter(([key]) => !readOnly.includes(key));
  const {
    containerDefinitions = [],
    networkMode,
    cpu,
    memory,
    ...rest
  } = Object.fromEntries(own) as RegisterTaskDefinitionCommandInput;
  const hostPorts = networkMode === 'awsvpc' || networkMode === 'host';
  return compact({
    ...rest,
    networkMode,
    cpu: units(cpu, 'vcpu'),
    memory: units(memory, 'gb'),
    containerDefinitions: containerDefinitions.map((container) => ({
      ...container,
      essential: container.essential ?? true,
      cpu: container.cpu ?? 0,
      portMappings: container.portMappings?.map((mapping) => ({
        ...mapping,
        protocol: mapping.protocol ?? 'tcp',
        hostPort: mapping.hostPort ?? (hostPorts ? mapping.containerPort : 0),
      })),
      healthCheck: container.healthCheck && {
        interval: 30,
        timeout: 5,
        retries: 3,
        ...defined(container.healthCheck),
      },
    })),
  }) as Record<string, unknown>;
}

/** `0.5 vCPU` is 512 CPU units, `1 GB` is 1024 MiB. */
function units(text: string | undefined, unit: string): string | undefined {
  const amount = new RegExp(`^([\\d.]+)\\s*${unit}$`, 'i').exec(text?.trim() ?? '')?.[1];
  return amount === undefined ? text : String(Number(amount) * 1024);
}

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<T>;
}

/** Without undefined, null, empty lists and empty objects, at any depth; lists by name in their order. */
function compact(node: unknown, key = ''): unknown {
  if (Array.isArray(node)) {
    const items = node.map((item) => compact(item)).filter((item) => item !== undefined);
    const name = byName[key];
    if (items.length === 0) return undefined;
    return name === undefined ? items : items.toSorted((one, other) => compareBy(name, one, other));
  }
  if (node === null) return undefined;
  if (typeof node !== 'object') return node;
  if (node instanceof Date) return node.toISOString();
  const entries = Object.entries(node)
    .map(([name, value]) => [name, compact(value, name)] as const)
    .filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function compareBy(name: string, one: unknown, other: unknown): number {
  const text = (item: unknown) => String((item as Record<string, unknown>)[name]);
  return text(one) < text(other) ? -1 : 1;
}
