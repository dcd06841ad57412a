/** One place that breaks a rule. */
export interface Finding {
  /** Name of the rule, as its file is called. */
  readonly rule: string;
  /** From the repository's root, with `/`. */
  readonly file: string;
  readonly line: number | undefined;
  /** What is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** `file:line: what is wrong; what to do [rule]`, the form editors and terminals make clickable. */
export function describeFinding({ rule, file, line, message, fix }: Finding): string {
  return `${line === undefined ? file : `${file}:${line}`}: ${message}; ${fix} [${rule}]`;
}
