import { expandVariables } from './expand-variables.ts';
import { splitWords } from './split-words.ts';

/** A file or folder that one COPY puts into the image. */
export interface CopyInstruction {
  readonly sources: readonly string[];
  /** Absolute path in the image, with a trailing slash where the Dockerfile has one. */
  readonly destination: string;
  readonly line: number;
}

/** What a COPY-only Dockerfile says: everything that engine `layer` can build without running anything. */
export interface Dockerfile {
  readonly baseImage: string;
  readonly copies: readonly CopyInstruction[];
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly exposedPorts: readonly string[];
  readonly workingDirectory: string | undefined;
  readonly user: string | undefined;
  readonly entrypoint: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
  readonly stopSignal: string | undefined;
}

/** The Dockerfile holds something that engine `layer` cannot build. */
export class DockerfileError extends Error {
  constructor(line: number, problem: string, options?: ErrorOptions) {
    super(`Dockerfile line ${line}: ${problem}`, options);
    this.name = 'DockerfileError';
  }
}

type Draft = { -readonly [Key in keyof Dockerfile]: Dockerfile[Key] } & {
  copies: CopyInstruction[];
  environment: Record<string, string>;
  labels: Record<string, string>;
  exposedPorts: string[];
};

/**
 * Parses a single-stage Dockerfile that only copies files and sets configuration.
 *
 * @param text the Dockerfile.
 * @param buildArguments values for ARG, as `--build-arg` gives them.
 * @throws DockerfileError for RUN, ADD, several stages and whatever else needs a Docker engine, naming the line.
 * @see https://docs.docker.com/reference/dockerfile/
 */
export function parseDockerfile(
  text: string,
  buildArguments: Readonly<Record<string, string>> = {},
): Dockerfile {
  const draft: Draft = {
    baseImage: '',
    copies: [],
    environment: {},
    labels: {},
    exposedPorts: [],
    workingDirectory: undefined,
    user: undefined,
    entrypoint: undefined,
    command: undefined,
    stopSignal: undefined,
  };
  refuseOtherEscape(text);
  let variables: Record<string, string> = {};
  let beforeFrom: Readonly<Record<string, string>> = {};
  for (const { instruction, rest, line } of instructionsOf(text)) {
    if (instruction === 'ARG') {
      for (const word of splitWords(rest, line)) {
        const [name, initial] = splitOnce(word);
        const value =
          buildArguments[name] ??
          (initial === undefined
            ? beforeFrom[name]
            : expandKnown(initial, { ...variables, ...draft.environment }, line));
        // Declared without a value it is known to be empty.
        variables[name] = value ?? '';
      }
      continue;
    }
    if (instruction !== 'FROM' && draft.baseImage === '') {
      throw new DockerfileError(line, `${instruction} before FROM; only ARG may stand there`);
    }
    applyInstruction(draft, instruction, rest, line, { ...variables, ...draft.environment });
    if (instruction === 'FROM') {
      // What is declared before FROM is for FROM alone, unless a later ARG asks for it by name.
      beforeFrom = variables;
      variables = {};
    }
  }
  if (draft.baseImage === '') throw new DockerfileError(1, 'no FROM; a Dockerfile names its base image');
  return draft;
}

function applyInstruction(
  draft: Draft,
  instruction: string,
  rest: string,
  line: number,
  variables: Readonly<Record<string, string>>,
): void {
  const expanded = () => expandKnown(rest, variables, line);
  switch (instruction) {
    case 'FROM': {
      if (draft.baseImage !== '')
        throw new DockerfileError(
          line,
          'a second FROM; engine layer builds a single stage, use engine docker',
        );
      draft.baseImage = expanded().trim();
      if (draft.baseImage === '' || /\s/.test(draft.baseImage)) {
        throw new DockerfileError(
          line,
          `FROM "${draft.baseImage}"; expected one image and nothing else, or use engine docker`,
        );
      }
      return;
    }
    case 'WORKDIR':
      draft.workingDirectory = absolute(expanded().trim(), draft.workingDirectory, line);
      return;
    case 'COPY':
      draft.copies.push(copyInstruction(expanded(), line, draft.workingDirectory));
      return;
    case 'ENV':
      Object.assign(draft.environment, assignments(expanded(), line));
      return;
    case 'LABEL':
      Object.assign(draft.labels, assignments(expanded(), line));
      return;
    case 'EXPOSE':
      draft.exposedPorts.push(
        ...splitWords(expanded(), line).map((port) => (port.includes('/') ? port : `${port}/tcp`)),
      );
      return;
    case 'USER':
      draft.user = expanded().trim();
      return;
    case 'STOPSIGNAL':
      draft.stopSignal = expanded().trim();
      return;
    case 'ENTRYPOINT':
      draft.entrypoint = execForm(rest, line);
      return;
    case 'CMD':
      draft.command = execForm(rest, line);
      return;
    default:
      throw new DockerfileError(
        line,
        `${instruction} cannot be built without a Docker engine; use engine docker, or do this work before the image is built`,
      );
  }
}

function copyInstruction(rest: string, line: number, workingDirectory: string | undefined): CopyInstruction {
  const words = rest.startsWith('[') ? [...execForm(rest, line)] : splitWords(rest, line);
  const flag = words.find((word) => word.startsWith('--'));
  if (flag !== undefined)
    throw new DockerfileError(line, `COPY ${flag}; engine layer knows no COPY flags, use engine docker`);
  if (words.some((word) => word.startsWith('<<')))
    throw new DockerfileError(line, 'COPY <<; engine layer knows no here-documents, use engine docker');
  const destination = words.pop();
  if (destination === undefined || words.length === 0)
    throw new DockerfileError(line, 'COPY needs a source and a destination');
  if (words.length > 1 && !destination.endsWith('/')) {
    throw new DockerfileError(
      line,
      `COPY of several sources to "${destination}"; the destination must end with /`,
    );
  }
  return { sources: words, destination: absolute(destination, workingDirectory, line), line };
}

function absolute(path: string, workingDirectory: string | undefined, line: number): string {
  if (!path.startsWith('/') && workingDirectory === undefined)
    throw new DockerfileError(
      line,
      `"${path}" is relative to the base image's working directory; write WORKDIR with an absolute path before it, or use engine docker`,
    );
  const joined = path.startsWith('/') ? path : `${workingDirectory ?? ''}/${path}`;
  const isFolder = joined.endsWith('/') || joined.endsWith('/.');
  const parts: string[] = [];
  for (const part of joined.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}${isFolder && parts.length > 0 ? '/' : ''}`;
}

/** @throws DockerfileError for a variable that only the base image can know, or that quotes may keep from being one. */
function expandKnown(text: string, variables: Readonly<Record<string, string>>, line: number): string {
  for (const [match, braced, operator, bare] of text.matchAll(/\\\$|\$(?:\{(\w+)([^}]*)\}|(\w+))/g)) {
    if (match === '\\$') continue;
    const name = braced ?? bare ?? '';
    if (text.includes("'"))
      throw new DockerfileError(line, `${match} beside single quotes; use double quotes, or engine docker`);
    if (operator !== undefined && !/^(:[-+].*)?$/s.test(operator))
      throw new DockerfileError(line, `${match}; engine layer knows :- and :+ only, use engine docker`);
    if (variables[name] === undefined)
      throw new DockerfileError(
        line,
        `${match} is set by no ARG or ENV before it; only the base image may know it, use engine docker`,
      );
  }
  return expandVariables(text, variables);
}

/** The parser directive `# escape=` in the comments at the very top gives the backslash's part to another character. */
function refuseOtherEscape(text: string): void {
  const [top = ''] = /^(?:[ \t]*#.*\r?\n)*/.exec(text) ?? [];
  if (/^\s*#\s*escape\s*=\s*[^\\\s]/im.test(top))
    throw new DockerfileError(1, '# escape=; engine layer knows the backslash only, use engine docker');
}

function assignments(rest: string, line: number): Record<string, string> {
  return Object.fromEntries(
    splitWords(rest, line).map((word) => {
      const [name, value] = splitOnce(word);
      if (value === undefined) throw new DockerfileError(line, `"${word}"; expected NAME=value`);
      return [name, value];
    }),
  );
}

function splitOnce(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function execForm(rest: string, line: number): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(rest);
    if (Array.isArray(parsed) && parsed.every((item) => typeof item === 'string')) return parsed;
  } catch (error) {
    throw new DockerfileError(
      line,
      `"${rest}"; expected the exec form, e.g. ["main.js"] (a shell form needs a shell in the image)`,
      { cause: error },
    );
  }
  throw new DockerfileError(line, `"${rest}"; expected a JSON array of strings`);
}

function* instructionsOf(text: string): Generator<{ instruction: string; rest: string; line: number }> {
  let pending = '';
  let start = 0;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(raw)) continue;
    if (pending === '') start = index + 1;
    if (raw.trimEnd().endsWith('\\')) {
      pending += `${raw.trimEnd().slice(0, -1)} `;
      continue;
    }
    const statement = (pending + raw).trim();
    pending = '';
    const [, instruction = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(statement) ?? [];
    yield { instruction: instruction.toUpperCase(), rest, line: start };
  }
}
