import { conflict, constraint, notFound, stale } from './errors.ts';
import type { Alias, FunctionVersion, Lambda, LambdaFunction } from './records.ts';

export interface FunctionName {
  readonly name: string;
  readonly qualifier: string | undefined;
}

const NAME =
  /^(?:arn:aws:lambda:([\w-]+):(\d{12}):function:|(?:(\d{12}):)?(?:function:)?)([\w-]{1,64})(?::(\$LATEST|[\w-]+))?$/;

/**
 * A function as calls name it: name, partial ARN or ARN, with or without a qualifier.
 * @throws `ValidationException`, `InvalidParameterValueException` when two qualifiers differ.
 */
export function parseName(text: string | undefined, qualifier?: string): FunctionName {
  const found = NAME.exec(text ?? '');
  if (!found) {
    throw constraint(
      text,
      'functionName',
      'satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?',
    );
  }
  const own = found[5];
  if (own !== undefined && qualifier !== undefined && own !== qualifier) {
    throw constraint(qualifier, 'qualifier', `equal the qualifier '${own}' of the function name`);
  }
  return { name: found[4] ?? '', qualifier: qualifier ?? own };
}

/** @throws `ResourceNotFoundException` */
export function findFunction(lambda: Lambda, text: string | undefined): LambdaFunction {
  const { name } = parseName(text);
  const found = lambda.functions.get(name);
  if (found) return found;
  throw notFound(`Function not found: ${functionArn(lambda, name)}`);
}

export function functionArn({ environment: { region, account } }: Lambda, name: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}

/** A version or alias of a function; the function's $LATEST when nothing is asked for. */
export interface Qualified {
  readonly fn: LambdaFunction;
  readonly version: FunctionVersion;
  readonly alias: Alias | undefined;
  /** As it was asked for, with its qualifier. */
  readonly arn: string;
}

/** @throws `ResourceNotFoundException` */
export function findQualified(lambda: Lambda, text: string | undefined, asked?: string): Qualified {
  const { name, qualifier } = parseName(text, asked);
  const fn = lambda.functions.get(name);
  const arn = functionArn(lambda, name) + (qualifier === undefined ? '' : `:${qualifier}`);
  if (fn) {
    if (qualifier === undefined || qualifier === '$LATEST') {
      return { fn, version: fn.latest, alias: undefined, arn };
    }
    const alias = fn.aliases.get(qualifier);
    const wanted = alias?.version ?? qualifier;
    const version = wanted === '$LATEST' ? fn.latest : fn.versions.get(wanted);
    if (version) return { fn, version, alias, arn };
  }
  throw notFound(`Function not found: ${arn}`);
}

/** @throws `ResourceConflictException` while it is created or updated. */
export function assertSettled({ arn, latest }: LambdaFunction): void {
  if (latest.state === 'Pending') {
    throw conflict(
      `The operation cannot be performed at this time. The function is currently in the following state: Pending`,
    );
  }
  if (latest.lastUpdate === 'InProgress') {
    throw conflict(
      `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
    );
  }
}

/** @throws `PreconditionFailedException` */
export function assertRevision(wanted: string | undefined, { revisionId }: { revisionId: string }): void {
  if (wanted !== undefined && wanted !== revisionId) throw stale();
}
