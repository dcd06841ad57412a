/** `${NAME}` with a name in capitals; the only thing in a task definition that we replace. */
const placeholder = /\$\{([A-Z][A-Z0-9_]*)\}/g;

/** Anything else that begins like a placeholder is a slip of the pen, not text to hand on to AWS. */
const malformed = /\$\{(?![A-Z][A-Z0-9_]*\})[^}]*\}?/;

/**
 * Replaces every placeholder in every string of `template`, at any depth, keys included.
 * @param values what to put in, by placeholder name; undefined counts as not given
 * @throws Error naming the placeholder and the path to the string it stands in
 */
export function fillPlaceholders<T>(
  template: T,
  values: Readonly<Record<string, string | undefined>>,
  path = '',
): T {
  return fill(template, values, path) as T;
}

function fill(node: unknown, values: Readonly<Record<string, string | undefined>>, path: string): unknown {
  if (typeof node === 'string') return fillText(node, values, path);
  if (Array.isArray(node)) return node.map((item, index) => fill(item, values, `${path}[${index}]`));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      const at = path === '' ? key : `${path}.${key}`;
      return [fillText(key, values, at), fill(value, values, at)];
    }),
  );
}

function fillText(text: string, values: Readonly<Record<string, string | undefined>>, path: string): string {
  const slip = malformed.exec(text);
  if (slip) {
    throw new Error(
      `task definition: ${JSON.stringify(slip[0])} at ${path} is no placeholder; expected \${NAME} in capitals`,
    );
  }
  return text.replaceAll(placeholder, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return value;
    const known = Object.keys(values).filter((key) => values[key] !== undefined);
    throw new Error(
      `task definition: nothing to put in for \${${name}} at ${path || 'the top'}; there is ${known.map((key) => `\${${key}}`).join(', ') || 'nothing'}`,
    );
  });
}
