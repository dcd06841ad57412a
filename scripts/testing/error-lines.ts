import { stripVTControlCharacters } from 'node:util';

/** What is read of an error as vitest hands it on. */
export interface TestError {
  readonly name?: string;
  readonly message: string;
  readonly diff?: string | undefined;
  readonly cause?: unknown;
  readonly stacks?: readonly { readonly file: string; readonly line: number }[];
}

const longestMessage = 6;
const longestDiff = 12;
const longestLine = 300;

/** An error on a few lines: its message, the difference, its causes, and where our own code raised it. */
export function errorLines(error: TestError): string[] {
  const { name = 'Error', message, diff, cause, stacks = [] } = error;
  const raised = stacks.find(({ file }) => !file.includes('node_modules'));
  return [
    ...short(`${name}: ${message}`, longestMessage),
    ...(diff === undefined ? [] : short(diff, longestDiff)),
    ...(isError(cause)
      ? errorLines({ ...cause, name: `caused by ${(cause.name ?? 'Error').replace('Caused by: ', '')}` })
      : []),
    ...(raised ? [`at ${raised.file}:${raised.line}`] : []),
  ];
}

function isError(value: unknown): value is TestError {
  return typeof value === 'object' && value !== null && 'message' in value;
}

function short(text: string, most: number): string[] {
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line));
  return lines.length > most ? [...lines.slice(0, most - 1), '…'] : lines;
}
