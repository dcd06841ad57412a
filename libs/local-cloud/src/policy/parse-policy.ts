import { isKnownOperator } from './condition.ts';
import type { PolicyDocument, Statement } from './document.ts';

/** A policy that is none; services answer it with their own code. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/** Where a policy is used: with a principal of its own (identity), or attached to what it protects (resource, trust). */
export type PolicyUse = 'identity' | 'resource' | 'trust';

const documentMembers = new Set(['Version', 'Id', 'Statement']);
const statementMembers = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]);

/**
 * Checks a policy document as IAM checks it when it is put.
 * @throws {PolicyError} saying what is wrong with it.
 */
export function parsePolicy(text: string, use: PolicyUse): PolicyDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new PolicyError('This policy contains invalid Json', { cause });
  }
  const document = asObject(value, 'Syntax errors in policy: a policy is an object.');
  refuseOthers(document, documentMembers, 'policy');
  const { Version, Statement: statements } = document;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') {
    throw new PolicyError(`Version must be 2012-10-17 or 2008-10-17; found ${JSON.stringify(Version)}.`);
  }
  if (statements === undefined) throw new PolicyError('Missing required field Statement.');
  const list: unknown[] = Array.isArray(statements) ? statements : [statements];
  if (list.length === 0) throw new PolicyError('Syntax errors in policy: Statement is empty.');
  return { ...document, Statement: list.map((statement) => checkStatement(statement, use)) };
}

function checkStatement(value: unknown, use: PolicyUse): Statement {
  const statement = asObject(value, 'Syntax errors in policy: a statement is an object.');
  refuseOthers(statement, statementMembers, 'statement');
  const { Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw new PolicyError(`Missing or invalid Effect: ${JSON.stringify(Effect)}.`);
  exactlyOne(Action, NotAction, 'Policy statement must contain actions.');
  for (const action of strings(Action ?? NotAction, 'Action')) {
    if (action !== '*' && !/^[\w-]+:[\w*?]+$/i.test(action)) {
      throw new PolicyError(
        `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. Found '${action}'.`,
      );
    }
  }
  if (use === 'trust') {
    if (Resource !== undefined || NotResource !== undefined)
      throw new PolicyError('Has prohibited field Resource');
  } else {
    exactlyOne(Resource, NotResource, 'Policy statement must contain resources.');
    for (const resource of strings(Resource ?? NotResource, 'Resource')) checkResource(resource);
  }
  if (use === 'identity') {
    if (Principal !== undefined || NotPrincipal !== undefined)
      throw new PolicyError('Policy document should not specify a principal.');
  } else {
    exactlyOne(Principal, NotPrincipal, 'Missing required field Principal');
    checkPrincipal(Principal ?? NotPrincipal);
  }
  if (Condition !== undefined) checkCondition(Condition);
  return statement as unknown as Statement;
}

function checkResource(resource: string): void {
  if (resource === '*' || /^(arn|\*):/.test(resource)) return;
  throw new PolicyError(`Resource ${resource} must be in ARN format or "*".`);
}

function checkPrincipal(value: unknown): void {
  if (value === '*') return;
  const principal = asObject(value, 'Invalid principal in policy: it must be "*" or an object.');
  for (const [kind, names] of Object.entries(principal)) {
    if (!['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(kind)) {
      throw new PolicyError(`Invalid principal in policy: "${kind}".`);
    }
    for (const name of strings(names, kind)) {
      const aws = name === '*' || /^\d{12}$/.test(name) || /^arn:aws:(iam|sts)::\d{12}:/.test(name);
      if (kind === 'AWS' && !aws) throw new PolicyError(`Invalid principal in policy: "AWS":"${name}".`);
      const service = /^[\w-]+(\.[\w-]+)*\.amazonaws\.com$/.test(name);
      if (kind === 'Service' && !service)
        throw new PolicyError(`Invalid principal in policy: "SERVICE":"${name}".`);
    }
  }
}

function checkCondition(value: unknown): void {
  const block = asObject(value, 'Syntax errors in policy: Condition is an object.');
  for (const [operator, keys] of Object.entries(block)) {
    if (!isKnownOperator(operator)) throw new PolicyError(`Invalid Condition type : ${operator}.`);
    for (const [key, values] of Object.entries(asObject(keys, `Condition ${operator} must be an object.`))) {
      // Booleans and numbers are taken too, and compared as text.
      const list: unknown[] = Array.isArray(values) ? values : [values];
      if (!list.every((item) => ['string', 'number', 'boolean'].includes(typeof item))) {
        throw new PolicyError(`Condition ${operator} of ${key} must be a value or a list of values.`);
      }
    }
  }
}

function exactlyOne(one: unknown, other: unknown, message: string): void {
  if ((one === undefined) === (other === undefined)) throw new PolicyError(message);
}

function strings(value: unknown, name: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((item): item is string => typeof item === 'string' && item !== '')) {
    throw new PolicyError(`Syntax errors in policy: ${name} must be a string or a list of strings.`);
  }
  return list;
}

function asObject(value: unknown, message: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new PolicyError(message);
  return value as Record<string, unknown>;
}

function refuseOthers(value: object, known: ReadonlySet<string>, where: string): void {
  const unknown = Object.keys(value).find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new PolicyError(`Syntax errors in policy: unknown ${where} element ${unknown}.`);
}
