import { parseText } from './scalars.ts';
import { isSimple, type Field, type Shape } from './shape.ts';
import { serializationError } from './wire-errors.ts';

/** `Tag.1.Key=a&Tag.1.Value=b` as a tree. */
interface Node {
  value: string | undefined;
  readonly children: Map<string, Node>;
}

/**
 * The input of an awsQuery or ec2Query call from its form parameters.
 * @throws {AwsError} naming the parameter that cannot be read as the model asks.
 */
export function readQuery(shape: Shape, parameters: URLSearchParams, ec2: boolean): Record<string, unknown> {
  if (shape.kind !== 'structure') return {};
  return readStructure(shape.fields, toTree(parameters), ec2, '');
}

function toTree(parameters: URLSearchParams): Node {
  const root: Node = { value: undefined, children: new Map() };
  for (const [key, value] of parameters) {
    let node = root;
    for (const part of key.split('.')) {
      let child = node.children.get(part);
      if (child === undefined) node.children.set(part, (child = { value: undefined, children: new Map() }));
      node = child;
    }
    node.value = value;
  }
  return root;
}

function readStructure(
  fields: readonly Field[],
  node: Node,
  ec2: boolean,
  path: string,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    const key = memberKey(field, ec2);
    const child = node.children.get(key);
    if (child === undefined) continue;
    const value = readValue(field, child, ec2, path === '' ? key : `${path}.${key}`);
    if (value !== undefined) result[field.name] = value;
  }
  return result;
}

function memberKey({ name, traits }: Field, ec2: boolean): string {
  if (!ec2) return traits.xmlName ?? name;
  const key = traits.ec2QueryName ?? traits.xmlName ?? name;
  return key.charAt(0).toUpperCase() + key.slice(1);
}

function readValue(field: Field, node: Node, ec2: boolean, path: string): unknown {
  const { shape, traits } = field;
  if (isSimple(shape)) return node.value === undefined ? undefined : parseText(shape, node.value, path);
  switch (shape.kind) {
    case 'unit':
      return undefined;
    case 'structure':
      return readStructure(shape.fields, node, ec2, path);
    case 'list': {
      const wrapped = !ec2 && !traits.xmlFlattened;
      const list = wrapped ? node.children.get(shape.item.traits.xmlName ?? 'member') : node;
      if (list === undefined) return [];
      return numbered(list, path).map(([index, item]) =>
        readValue(shape.item, item, ec2, `${path}.${index}`),
      );
    }
    case 'map': {
      const map = traits.xmlFlattened ? node : node.children.get('entry');
      if (map === undefined) return {};
      const keyName = shape.key.traits.xmlName ?? 'key';
      const valueName = shape.value.traits.xmlName ?? 'value';
      return Object.fromEntries(
        numbered(map, path).map(([index, entry]) => {
          const key = entry.children.get(keyName)?.value ?? '';
          const value = entry.children.get(valueName);
          return [key, value && readValue(shape.value, value, ec2, `${path}.${index}.${valueName}`)];
        }),
      );
    }
  }
}

function numbered(node: Node, path: string): [number, Node][] {
  return [...node.children]
    .map(([key, child]): [number, Node] => {
      if (!/^\d+$/.test(key)) throw serializationError(`${path}.${key}`, 'numbered from 1', key);
      return [Number(key), child];
    })
    .sort(([a], [b]) => a - b);
}
