import type { PolicyDocument, Statement } from '../../policy/index.ts';

const known = new Map<string, PolicyDocument>();

/** A document that was checked when it was put; parsed once, since every call of a role asks for it. */
export function parseOnce(text: string): PolicyDocument {
  let document = known.get(text);
  if (document === undefined) {
    const { Statement: statements, ...rest } = JSON.parse(text) as { Statement: Statement | Statement[] };
    document = { ...rest, Statement: [statements].flat() };
    if (known.size > 1000) known.clear();
    known.set(text, document);
  }
  return document;
}
