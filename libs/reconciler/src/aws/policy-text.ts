/** A policy document in one normal form, whatever the order and notation AWS or a person gave it. */
export function normalPolicy(document: unknown): unknown {
  return normal(document);
}

/** Parses a policy document that AWS gave as text, percent-encoded as IAM does or not. */
export function parsePolicy(text: string): unknown {
  const json = text.trimStart().startsWith('%') ? decodeURIComponent(text) : text;
  return JSON.parse(json);
}

// AWS treats a list of one as its only item, ignores the order of lists and drops empty Sids.
function normal(node: unknown): unknown {
  if (Array.isArray(node)) {
    const items = node.map(normal);
    if (items.length === 1) return items[0];
    return items.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => value !== undefined && !(key === 'Sid' && value === ''))
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]) => [key, normal(value)]),
  );
}
