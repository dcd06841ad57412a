import { parsePolicy, PolicyError, type PolicyDocument } from '../../policy/index.ts';
import { AwsError } from '../../service.ts';

const validationError = (message: string): AwsError =>
  new AwsError('ValidationError', message, { statusCode: 400 });

/** @throws `ValidationError` */
export function checkSessionName(name = ''): string {
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return name;
  throw validationError(
    `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]* with length from 2 to 64`,
  );
}

/** How long a session lasts: an hour when not asked. @throws `ValidationError` */
export function checkDuration(seconds = 3600, longest: number): number {
  if (!Number.isInteger(seconds) || seconds < 900) {
    throw validationError(
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`,
    );
  }
  if (seconds > longest) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return seconds;
}

/** The session policy, if one is given. @throws `MalformedPolicyDocument` */
export function checkSessionPolicy(text: string | undefined): PolicyDocument[] {
  if (text === undefined) return [];
  try {
    return [parsePolicy(text, 'identity')];
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new AwsError('MalformedPolicyDocument', cause.message, { cause });
  }
}
