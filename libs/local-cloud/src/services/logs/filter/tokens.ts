import { invalidParameter } from '../errors.ts';

export interface Token {
  readonly kind: 'path' | 'operator' | 'string' | 'regex' | 'word';
  readonly text: string;
}

const token =
  /\s*(?:(?<path>\$(?:\.[\w-]+|\.?\[\d+\]|\.?\["(?:[^"\\]|\\.)*"\])*)|(?<operator>&&|\|\||!=|<=|>=|=|<|>|\(|\))|"(?<string>(?:[^"\\]|\\.)*)"|%(?<regex>(?:[^%\\]|\\.)+)%|(?<word>[^\s()=<>!&|]+))/y;

/** The inside of `{ ... }` in pieces. @throws `InvalidParameterException` at what is none. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const body = text.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < body.length) {
    const start = token.lastIndex;
    const groups = token.exec(body)?.groups;
    if (!groups)
      throw invalidParameter(`Invalid filter pattern: cannot read '${body.slice(start, start + 20)}'.`);
    for (const kind of ['path', 'operator', 'string', 'regex', 'word'] as const) {
      const found = groups[kind];
      if (found !== undefined)
        tokens.push({ kind, text: kind === 'string' ? found.replace(/\\(.)/g, '$1') : found });
    }
  }
  return tokens;
}
