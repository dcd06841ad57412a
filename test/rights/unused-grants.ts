import { type PipelineRole, pipelineRoleName, pipelineRoles, type Resource } from '@phaseline/model';
import { type Asked, type Grant, grantsOf, heldBack, isUsed, unmetValues } from './grants.ts';

/**
 * What is wrong with what the pipeline's roles may do, role by role: an action on a name that nobody asked for, a value of a condition
 * that never held, and a condition that never held anybody back.
 * @param all that was asked of the local clouds
 * @param resources the pipeline's, with the roles' policies
 */
export function grantProblems(
  all: readonly Asked[],
  resources: readonly Resource[],
): Record<string, readonly string[]> {
  const problems = (role: PipelineRole): string[] => {
    const asked = all.filter((one) => one.role === pipelineRoleName(role));
    const grants = grantsOfRole(role, resources);
    const conditional = grants.filter(({ condition }) => condition !== undefined);
    return [
      ...kindsWithout(grants, kindOf, (grant) => isUsed(grant, asked)).map((kind) => `never used: ${kind}`),
      ...unmetConditions(conditional, asked),
      ...kindsWithout(conditional, ofAnyComponent, (grant) => heldBack(grant, asked)).map(
        (kind) => `held nobody back: the condition of ${kind}`,
      ),
    ];
  };
  return Object.fromEntries(pipelineRoles.map((role) => [role, problems(role)]));
}

/** Everything that a role of the pipeline may do. */
function grantsOfRole(role: PipelineRole, resources: readonly Resource[]): Grant[] {
  const name = `${pipelineRoleName(role)}-`;
  return resources.flatMap((resource) =>
    resource.kind === 'managedPolicy' && resource.name.startsWith(name)
      ? grantsOf(resource.policy.Statement)
      : [],
  );
}

/** The kinds of grants of which none is as it should be. */
function kindsWithout(
  grants: readonly Grant[],
  kind: (grant: Grant) => string,
  isGood: (grant: Grant) => boolean,
): string[] {
  const good = new Set(grants.filter(isGood).map(kind));
  return [...new Set(grants.map(kind))].filter((each) => !good.has(each)).toSorted();
}

/** Values that none of a statement's grants has met. */
function unmetConditions(grants: readonly Grant[], asked: readonly Asked[]): string[] {
  const statements = Map.groupBy(grants, ({ sid }) => sid);
  return [...statements].flatMap(([sid, own]) => {
    const values = own.map((grant) => valuesOf(grant));
    const unmet = own.map((grant) => new Set(unmetValues(grant, asked)));
    const met = own.flatMap((_, at) => values[at]?.filter((value) => !unmet[at]?.has(value)) ?? []);
    const kinds = new Set(met.map(nameKind));
    return [...new Set(values.flat().map(nameKind))]
      .filter((kind) => !kinds.has(kind))
      .map((kind) => `never held: ${kind} of ${sid}`);
  });
}

function valuesOf({ condition = {} }: Grant): string[] {
  return Object.values(condition).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, wanted]) => [wanted].flat().map((value) => `${key} ${value}`)),
  );
}

/** What is done only in trouble is tried with one component, and would be done to any. */
const inTrouble = ['ecs:StopServiceDeployment', 'logs:GetLogEvents'];

/** An action on one name: what is done to it in one environment is done to it in any. */
function kindOf(grant: Grant): string {
  return inTrouble.includes(grant.action)
    ? ofAnyComponent(grant)
    : `${grant.action} on ${nameKind(grant.pattern)}`;
}

/** As {@link kindOf}, of any component: a condition is the same for all of them. */
function ofAnyComponent({ action, pattern }: Grant): string {
  const name = nameKind(pattern).replace(
    /(order-publisher|email|inventory|analytics)(-service)?\b/,
    '<component>',
  );
  return `${action} on ${name}`;
}

/**
 * A name, or a condition's value, in any environment. Two forms of an ARN, with `:*` behind it and without, are one: AWS does not tell which of
 * them it asks for.
 */
function nameKind(name: string): string {
  return name
    .replace(/:\*$/, '')
    .replaceAll('staging-', '')
    .replace(/ staging$/, ' production');
}
