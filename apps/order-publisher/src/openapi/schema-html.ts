import { escapeHtml } from './html.ts';

type Schema = Readonly<Record<string, unknown>>;

/** A JSON schema's properties as table rows, nested ones by their path (`items[].sku`). */
export function schemaTable(schema: Schema): string {
  const rows = rowsOf(schema, '');
  if (rows === '') return '';
  return `<table><thead><tr><th>Field</th><th>Type</th><th>Rules</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function rowsOf(schema: Schema, path: string): string {
  if (schema['type'] === 'array') return rowsOf(schema['items'] as Schema, `${path}[]`);
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const required = (schema['required'] ?? []) as string[];
  return Object.entries(properties)
    .map(([name, property]) => {
      const field = path === '' ? name : `${path}.${name}`;
      const flag = required.includes(name) ? '' : ' <span class="optional">optional</span>';
      const rules = [rulesOf(property), property['description']]
        .filter(Boolean)
        .map((text) => escapeHtml(String(text)));
      return (
        `<tr><td><code>${escapeHtml(field)}</code>${flag}</td><td>${escapeHtml(typeOf(property))}</td><td>${rules.join('. ')}</td></tr>` +
        rowsOf(property, field)
      );
    })
    .join('');
}

function typeOf(schema: Schema): string {
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ');
  if (schema['type'] === 'array') return `array of ${typeOf(schema['items'] as Schema)}`;
  return typeof schema['type'] === 'string' ? schema['type'] : 'any';
}

const BOUNDS: readonly (readonly [low: string, high: string, unit: string])[] = [
  ['minimum', 'maximum', ''],
  ['minLength', 'maxLength', ' characters'],
  ['minItems', 'maxItems', ' items'],
];

function rulesOf(schema: Schema): string {
  return BOUNDS.flatMap(([low, high, unit]) => {
    const from = schema[low] as number | undefined;
    const to = schema[high] as number | undefined;
    if (from !== undefined && to !== undefined && to < Number.MAX_SAFE_INTEGER)
      return `${from} to ${to}${unit}`;
    return from === undefined ? [] : `at least ${from}${unit}`;
  }).join(', ');
}
