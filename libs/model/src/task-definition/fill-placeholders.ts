/** `${NAME}` with a name in capitals; the only thing in a task definition that we replace. */
const placeholder = /\$\{([A-Z][A-Z0-9_]*)\}/g;

/** Anything else that begins like a placeholder is a slip of the pen, not text to hand on to AWS. */
const malformed = /\$\{(?![A-Z][A-Z0-9_]*\})[^}]*\}?/;

/**
 * Replaces every placeholder in every string of `template`, at any depth, keys included.
 * @param values what to put in, by placeholder name; undefined counts as not given
 * @param what the template is, for errors
 * @throws Error naming the placeholder and the path to the string it stands in
 */
export function fillPlaceholders<T>(
  template: T,
  values: Readonly<Record<string, string | undefined>>,
  what = 'task definition',
): T {
  return fill(template, { values, what }, '') as T;
}

interface Filling {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly what: string;
}

function fill(node: unknown, filling: Filling, path: string): unknown {
  if (typeof node === 'string') return fillText(node, filling, path);
  if (Array.isArray(node)) return node.map((item, index) => fill(item, filling, `${path}[${index}]`));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      const at = path === '' ? key : `${path}.${key}`;
      return [fillText(key, filling, at), fill(value, filling, at)];
    }),
  );
}

function fillText(text: string, { values, what }: Filling, path: string): string {
  const slip = malformed.exec(text);
  if (slip) {
    throw new Error(
      `${what}: ${JSON.stringify(slip[0])} at ${path} is no placeholder; expected \${NAME} in capitals`,
    );
  }
  return text.replaceAll(placeholder, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return value;
    const known = Object.keys(values).filter((key) => values[key] !== undefined);
    throw new Error(
      `${what}: nothing to put in for \${${name}} at ${path || 'the top'}; there is ${known.map((key) => `\${${key}}`).join(', ') || 'nothing'}`,
    );
  });
}
