import { escapePattern } from '../escape-pattern.ts';

/** Replaces every registered secret in a text by `***`, as GitHub's runner does, in the forms a secret usually leaks in. */
export class Masker {
  readonly #values = new Set<string>();
  #pattern: RegExp | undefined;

  /** Registers a secret; each of its lines counts as one too. */
  add(secret: string): void {
    for (const line of [secret, ...secret.split(/\r?\n/)]) {
      const value = line.trim();
      if (value === '') continue;
      this.#values.add(value);
      this.#values.add(encodeURIComponent(value));
      this.#values.add(JSON.stringify(value).slice(1, -1));
      for (const text of base64Forms(value)) this.#values.add(text);
    }
    this.#pattern = undefined;
  }

  mask(text: string): string {
    if (this.#values.size === 0) return text;
    // The longest first, so that no part of a secret survives beside a shorter one.
    this.#pattern ??= new RegExp(
      [...this.#values]
        .sort((a, b) => b.length - a.length)
        .map(escapePattern)
        .join('|'),
      'g',
    );
    return text.replace(this.#pattern, '***');
  }

  /** Whether `text` holds a secret. */
  holdsSecret(text: string): boolean {
    return this.mask(text) !== text;
  }
}

/** Base64 of the value at each of the three alignments, cut to the characters that depend on the value alone. */
function base64Forms(value: string): string[] {
  if (value.length < 6) return [];
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from(' '.repeat(shift) + value).toString('base64');
    const tail = (Buffer.byteLength(value) + shift) % 3;
    return encoded.slice(shift === 0 ? 0 : shift + 1, encoded.length - (tail === 0 ? 0 : 4 - tail));
  });
}
