import { parsePolicy, PolicyError, type PolicyUse } from '../../policy/index.ts';
import { AwsError } from '../../service.ts';
import { limitExceeded, validationError } from './errors.ts';

/** @throws `ValidationError` for a name that IAM does not take. */
export function checkName(name: string, member: string, longest: number): void {
  if (/^[\w+=,.@-]+$/.test(name) && name.length <= longest) return;
  throw validationError(
    `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_- and at most ${longest} of them; found '${name}'.`,
  );
}

/** The path, `/` when absent. @throws `ValidationError` */
export function checkPath(path = '/'): string {
  if (/^\/$|^\/[!-~]+\/$/.test(path) && path.length <= 512) return path;
  throw validationError(
    `The specified value for path is invalid. It must begin and end with /; found '${path}'.`,
  );
}

/**
 * @param limit Characters, white space not counted, as IAM counts them.
 * @throws `MalformedPolicyDocument`, `LimitExceeded`
 */
export function checkDocument(text: string, use: PolicyUse, limit: number, what: string): void {
  try {
    parsePolicy(text, use);
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new AwsError('MalformedPolicyDocument', cause.message, { cause });
  }
  if (text.replaceAll(/\s/g, '').length > limit)
    throw limitExceeded(`Cannot exceed quota for ${what}: ${limit}`);
}

/** Seconds a session may last. @throws `ValidationError` */
export function checkSessionDuration(seconds = 3600): number {
  if (Number.isInteger(seconds) && seconds >= 3600 && seconds <= 43_200) return seconds;
  throw validationError(
    `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value between 3600 and 43200`,
  );
}
