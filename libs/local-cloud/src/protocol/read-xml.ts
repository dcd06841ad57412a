import type { XmlElement } from './parse-xml.ts';
import { parseText } from './scalars.ts';
import { isSimple, type Field } from './shape.ts';

/** The members of a structure from the children of its element. Elements that the model does not know are passed over. */
export function readXmlFields(fields: readonly Field[], element: XmlElement): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    const name = field.traits.xmlName ?? field.name;
    const found = element.children.filter((child) => child.name === name);
    const [first] = found;
    if (first === undefined) continue;
    result[field.name] = field.traits.xmlFlattened ? readItems(field, found) : readValue(field, first);
  }
  return result;
}

function readValue(field: Field, element: XmlElement): unknown {
  const { shape } = field;
  if (isSimple(shape)) return parseText(shape, element.text, field.name);
  if (shape.kind === 'structure') return readXmlFields(shape.fields, element);
  if (shape.kind === 'unit') return undefined;
  const itemName = shape.kind === 'list' ? (shape.item.traits.xmlName ?? 'member') : 'entry';
  return readItems(
    field,
    element.children.filter(({ name }) => name === itemName),
  );
}

function readItems({ shape }: Field, elements: readonly XmlElement[]): unknown {
  if (shape.kind === 'list') return elements.map((element) => readValue(shape.item, element));
  if (shape.kind !== 'map') return undefined;
  return Object.fromEntries(
    elements.map(({ children }) => {
      const part = (field: Field, fallback: string): unknown => {
        const found = children.find(({ name }) => name === (field.traits.xmlName ?? fallback));
        return found && readValue(field, found);
      };
      return [String(part(shape.key, 'key')), part(shape.value, 'value')];
    }),
  );
}
