import { escapeHtml } from './html.ts';
/** A JSON schema's properties as table rows, nested ones by their path (`items[].sku`). */
export function schemaTable(schema) {
  const rows = rowsOf(schema, '');
  if (rows === '') return '';
  return `<table><thead><tr><th>Field</th><th>Type</th><th>Rules</th></tr></thead><tbody>${rows}</tbody></table>`;
}
function rowsOf(schema, path) {
  if (schema['type'] === 'array') return rowsOf(schema['items'], `${path}[]`);
  const properties = schema['properties'] ?? {};
  const required = schema['required'] ?? [];
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
function typeOf(schema) {
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ');
  if (schema['type'] === 'array') return `array of ${typeOf(schema['items'])}`;
  return typeof schema['type'] === 'string' ? schema['type'] : 'any';
}
const BOUNDS = [
  ['minimum', 'maximum', ''],
  ['minLength', 'maxLength', ' characters'],
  ['minItems', 'maxItems', ' items'],
];
function rulesOf(schema) {
  return BOUNDS.flatMap(([low, high, unit]) => {
    const from = schema[low];
    const to = schema[high];
    if (from !== undefined && to !== undefined && to < Number.MAX_SAFE_INTEGER)
      return `${from} to ${to}${unit}`;
    return from === undefined ? [] : `at least ${from}${unit}`;
  }).join(', ');
}
