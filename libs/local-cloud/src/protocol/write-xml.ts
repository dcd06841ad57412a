import { formatText } from './scalars.ts';
import { isSimple, type Field, type Shape } from './shape.ts';

/** The members of a structure as XML elements. */
export function writeXml(shape: Shape, value: unknown): string {
  if (shape.kind !== 'structure' || typeof value !== 'object' || value === null) return '';
  return shape.fields
    .map((field) => writeField(field, (value as Record<string, unknown>)[field.name]))
    .join('');
}

function writeField(field: Field, value: unknown): string {
  if (value === undefined || value === null) return '';
  const name = field.traits.xmlName ?? field.name;
  const { shape } = field;
  if (isSimple(shape)) return element(name, escapeXml(formatText(shape, value, 'date-time')));
  switch (shape.kind) {
    case 'unit':
      return '';
    case 'structure':
      return element(name, writeXml(shape, value));
    case 'list': {
      const items = (value as unknown[]).filter((item) => item !== undefined && item !== null);
      if (field.traits.xmlFlattened) return items.map((item) => writeAs(name, shape.item, item)).join('');
      const itemName = shape.item.traits.xmlName ?? 'member';
      return element(name, items.map((item) => writeAs(itemName, shape.item, item)).join(''));
    }
    case 'map': {
      const entries = Object.entries(value as Record<string, unknown>)
        .filter(([, item]) => item !== undefined && item !== null)
        .map(
          ([key, item]) =>
            writeAs(shape.key.traits.xmlName ?? 'key', shape.key, key) +
            writeAs(shape.value.traits.xmlName ?? 'value', shape.value, item),
        );
      if (field.traits.xmlFlattened) return entries.map((entry) => element(name, entry)).join('');
      return element(name, entries.map((entry) => element('entry', entry)).join(''));
    }
  }
}

/** A field under another name than its own: items of a list, keys and values of a map. */
function writeAs(name: string, field: Field, value: unknown): string {
  return writeField({ ...field, shape: field.shape, traits: { ...field.traits, xmlName: name } }, value);
}

/** `<name>content</name>`; the content must be XML already. */
export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
  '\n': '&#xA;',
};

/** Text for an XML element. Characters that XML 1.0 cannot hold at all are left out. */
export function escapeXml(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- these are the very characters XML forbids
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replace(/[&<>"\r\n]/g, (character) => entities[character] ?? character)
  );
}
