import type { Json } from '../expressions/json.ts';

/** What is said of which files or images. https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export interface Statement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: Json;
}

/** One thing that a statement is about. */
export interface Subject {
  readonly name: string;
  /** Hexadecimal. */
  readonly digest: { readonly sha256: string };
}
