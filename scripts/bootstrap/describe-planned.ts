import type { PolicyDocument, PolicyStatement } from '@phaseline/model';
import { type Change, describeChanges, type Planned } from '@phaseline/reconciler';

/** One resource that bootstrap-aws would touch, as lines for whoever must say yes to it. Policies are told statement by statement. */
export function describePlanned({ resource, action, changes }: Planned): string[] {
  const title = `${action.padEnd(8)} ${resource.id}`;
  if (action === 'create') return [title, ...created(resource).map(indented)];
  const policies = changes.filter(({ field }) => field === 'policy' || field === 'trust');
  const others = changes.filter((change) => !policies.includes(change));
  return [
    others.length === 0 ? title : `${title}  ${describeChanges(others)}`,
    ...policies.flatMap(policyChange).map(indented),
  ];
}

const indented = (line: string): string => `           ${line}`;

function created(resource: Planned['resource']): string[] {
  if (resource.kind === 'role') return statementsOf(resource.trust).flatMap(takenBy);
  return resource.kind === 'managedPolicy' ? statementsOf(resource.policy).map(statementLine) : [];
}

/** Whom a trust policy lets in, a line each. */
function takenBy({ Condition = {} }: PolicyStatement): string[] {
  const subjects = Object.values(Condition).flatMap((values) =>
    Object.entries(values).flatMap(([key, value]) => (key.endsWith(':sub') ? [value].flat() : [])),
  );
  return subjects.map((subject) => `taken by ${subject}`);
}

function policyChange({ from, to }: Change): string[] {
  const before = new Map(
    statementsOf(from).map((statement) => [nameOf(statement), statementLine(statement)]),
  );
  const after = new Map(statementsOf(to).map((statement) => [nameOf(statement), statementLine(statement)]));
  return [
    ...[...before].filter(([name, line]) => after.get(name) !== line).map(([, line]) => `- ${line}`),
    ...[...after].filter(([name, line]) => before.get(name) !== line).map(([, line]) => `+ ${line}`),
  ];
}

/** A document in the normal form has a statement alone instead of a list of one. */
function statementsOf(document: unknown): PolicyStatement[] {
  return [(document as PolicyDocument | undefined)?.Statement ?? []].flat();
}

function nameOf(statement: PolicyStatement): string {
  return statement.Sid ?? JSON.stringify(statement);
}

function statementLine(statement: PolicyStatement): string {
  const { Sid, Effect, Action, Resource, NotResource, Principal, Condition } = statement;
  const where = Resource === undefined ? NotResource && `all but ${list(NotResource)}` : list(Resource);
  const who = Principal && `for ${JSON.stringify(Principal)}`;
  const when = Condition && `if ${JSON.stringify(Condition)}`;
  const parts = [Sid && `${Sid}:`, Effect.toLowerCase(), list(Action), where && `on ${where}`, who, when];
  return parts.filter(Boolean).join(' ');
}

const list = (values: string | readonly string[]): string => [values].flat().join(', ');
