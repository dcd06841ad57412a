import { InputError, optionalInput, requiredInput } from '../inputs.ts';

/** The inputs of comment-pull-request. */
export interface CommentInputs {
  readonly token: string;
  readonly pull:
    | { readonly number: number }
    | { readonly repository: string; readonly branch: string; readonly sha: string };
  readonly section: string;
  readonly body: string | undefined;
  /** Path. */
  readonly bodyPath: string | undefined;
}

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): CommentInputs {
  const number = optionalInput('number');
  if (number !== undefined && !/^[1-9]\d{0,8}$/.test(number)) {
    throw new InputError('number', number, 'the number of a pull request');
  }
  return {
    token: requiredInput('github-token', 'the token of the job'),
    pull:
      number === undefined
        ? {
            repository: requiredInput('head-repository', 'owner/name, or give number', /^[\w.-]+\/[\w.-]+$/),
            branch: requiredInput('head-branch', 'the name of a branch'),
            sha: requiredInput('head-sha', 'a commit', /^[0-9a-f]{40}$/),
          }
        : { number: Number(number) },
    section: requiredInput('section', 'lower-case letters and dashes', /^[a-z-]+$/),
    body: optionalInput('body'),
    bodyPath: optionalInput('body-path'),
  };
}
