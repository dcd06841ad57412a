import { validation } from '../errors.ts';
import type { AwsError } from '../../../service.ts';
import type { ExpressionKind, Path } from './ast.ts';
import type { Placeholders } from './placeholders.ts';
import { isReserved } from './reserved-words.ts';

const TOKEN = /\s*(?:([A-Za-z]\w*)|(#\w+)|(:\w+)|(\d+)|(<>|<=|>=|[=<>()[\].,+-]))/y;
const MAX_BYTES = 4096;

export interface Token {
  readonly type: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end';
  readonly text: string;
}

const TYPES = ['word', 'name', 'value', 'number', 'symbol'] as const;
const END: Token = { type: 'end', text: '<EOF>' };

/** Reads one expression token by token. */
export interface Cursor {
  readonly kind: ExpressionKind;
  readonly placeholders: Placeholders;
  peek(ahead?: number): Token;
  next(): Token;
  /** Takes the next token if it is this symbol, or this word in any case. */
  take(text: string): boolean;
  expect(text: string): void;
  /** A document path such as `a.#b[2].c`. */
  path(): Path;
  /** @throws ValidationException when anything is left. */
  end(): void;
  syntaxError(): AwsError;
  invalid(reason: string): AwsError;
}

/** Programs send the same few expressions again and again; what differs stands in their values. */
const MAX_REMEMBERED = 500;
const remembered = new Map<string, readonly Token[]>();

function tokensOf(text: string, kind: ExpressionKind): readonly Token[] {
  let tokens = remembered.get(text);
  if (tokens === undefined) {
    tokens = tokenize(text, kind);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(text, tokens);
  }
  return tokens;
}

function tokenize(text: string, kind: ExpressionKind): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  const end = text.trimEnd().length;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) {
      const rest = text.slice(at).trimStart();
      throw validation(
        `Invalid ${kind}: Syntax error; token: "${rest[0]}", near: "${text.slice(Math.max(0, at - 5), at + 5).trim()}"`,
      );
    }
    const index = TYPES.findIndex((_, position) => match[position + 1] !== undefined);
    tokens.push({ type: TYPES[index]!, text: match[index + 1]! });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

/** @throws ValidationException for an empty expression, one beyond 4 KB, or a character no expression has. */
export function createCursor(text: string, kind: ExpressionKind, placeholders: Placeholders): Cursor {
  if (text.trim() === '') throw validation(`Invalid ${kind}: The expression can not be empty;`);
  const size = Buffer.byteLength(text);
  if (size > MAX_BYTES) {
    throw validation(
      `Invalid ${kind}: Expression size has exceeded the maximum allowed size; expression size: ${size}`,
    );
  }
  const tokens = tokensOf(text, kind);
  let position = 0;

  function syntaxError(): AwsError {
    const near = tokens.slice(Math.max(0, position - 1), position + 2).map((token) => token.text);
    const token = tokens[position] ?? END;
    return validation(`Invalid ${kind}: Syntax error; token: "${token.text}", near: "${near.join(' ')}"`);
  }

  function element(): string {
    const token = cursor.next();
    if (token.type === 'name') return placeholders.name(token.text, kind);
    if (token.type !== 'word') {
      position -= 1;
      throw syntaxError();
    }
    if (isReserved(token.text)) {
      throw validation(
        `Invalid ${kind}: Attribute name is a reserved keyword; reserved keyword: ${token.text}`,
      );
    }
    return token.text;
  }

  const cursor: Cursor = {
    kind,
    placeholders,
    peek: (ahead = 0) => tokens[position + ahead] ?? END,
    next() {
      const token = cursor.peek();
      position += 1;
      return token;
    },
    take(wanted) {
      const { type, text: found } = cursor.peek();
      const same = type === 'word' ? found.toUpperCase() === wanted : type === 'symbol' && found === wanted;
      if (same) position += 1;
      return same;
    },
    expect(wanted) {
      if (!cursor.take(wanted)) throw syntaxError();
    },
    path() {
      const path: [string, ...(string | number)[]] = [element()];
      for (;;) {
        if (cursor.take('.')) path.push(element());
        else if (cursor.take('[')) {
          const index = cursor.next();
          if (index.type !== 'number') throw syntaxError();
          path.push(Number(index.text));
          cursor.expect(']');
        } else return path;
      }
    },
    end() {
      if (cursor.peek().type !== 'end') throw syntaxError();
    },
    syntaxError,
    invalid: (reason) => validation(`Invalid ${kind}: ${reason}`),
  };
  return cursor;
}
