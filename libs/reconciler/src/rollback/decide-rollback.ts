import { type Component, type Phase, type Placement, placements } from '@phaseline/model';

/** What a component has on one side. */
export interface ReleasedSide {
  /** `family:revision`, or the version that alias `live` leads to. */
  readonly release: string;
  /** What ran there before it. */
  readonly previous: string | undefined;
  /** The deployment that released it; undefined where nobody noted one. */
  readonly deployment: string | undefined;
}

/** What is known of a component's releases. */
export interface ComponentReleases {
  readonly component: Component;
  readonly ecs: ReleasedSide | undefined;
  readonly lambda: ReleasedSide | undefined;
  /** The task definition that its service ran before the component was moved to Lambda. */
  readonly retired: string | undefined;
}

/** What one component is to run after a rollback. */
export interface RollbackRelease {
  readonly component: Component;
  readonly placement: Placement;
  /** `family:revision`, or a version. */
  readonly release: string;
  /** What runs now, where that is another. */
  readonly instead: string | undefined;
}

/** A rollback that can be made. */
export interface Rollback {
  /** The deployment that is taken back; undefined where nobody noted one. */
  readonly deployment: string | undefined;
  readonly releases: readonly RollbackRelease[];
}

/** There is nothing to go back to; nothing has been written. */
export class NothingToGoBackTo extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'NothingToGoBackTo';
  }
}

/**
 * What goes back so that everything runs what it ran before the last deployment: the components that this deployment released, and no
 * others. Pure.
 * @throws NothingToGoBackTo naming every component that has nothing before, and what to do instead
 */
export function decideRollback(
  phase: Phase,
  environment: string,
  known: readonly ComponentReleases[],
): Rollback {
  const sides = known.flatMap(({ ecs, lambda }) => [ecs, lambda].filter((side) => side !== undefined));
  if (sides.length === 0) {
    throw new NothingToGoBackTo([
      `environment ${environment} has nothing to go back to: nothing is deployed`,
    ]);
  }
  const last = sides.map(({ deployment = '' }) => deployment).reduce((a, b) => (a > b ? a : b));
  const isLast = (side: ReleasedSide) => (side.deployment ?? '') === last;
  const problems: string[] = [];
  const releases = known.flatMap((each): RollbackRelease[] => {
    const { component } = each;
    const placement = placements[phase][component];
    const other = placement === 'ecs' ? each.lambda : each.ecs;
    const own = each[placement];
    if (own && !isLast(own)) return [{ component, placement, release: own.release, instead: undefined }];
    const before = own
      ? own.previous
      : placement === 'ecs' && movedBy(other, isLast)
        ? each.retired
        : undefined;
    if (before !== undefined) {
      return [{ component, placement, release: before, instead: (own ?? other)?.release }];
    }
    problems.push(`- ${component}: ${whyNot(each, placement, own)}`);
    return [];
  });
  if (problems.length > 0) {
    const what = `environment ${environment} cannot go back to what ran before${last === '' ? '' : ` the deployment of ${last}`} in phase ${phase}:`;
    throw new NothingToGoBackTo([what, ...problems, 'Nothing was changed.']);
  }
  return { deployment: last || undefined, releases };
}

/** Whether the last deployment brought the component to this side: it has run nothing else there. */
function movedBy(side: ReleasedSide | undefined, isLast: (side: ReleasedSide) => boolean): boolean {
  return side !== undefined && side.previous === undefined && isLast(side);
}

function whyNot(
  { ecs, lambda, retired }: ComponentReleases,
  placement: Placement,
  own: ReleasedSide | undefined,
) {
  if (own && placement === 'lambda' && retired !== undefined && own.previous === undefined) {
    return `it came to Lambda with that deployment and ran ${retired} on ECS before: go back to a phase that places it there`;
  }
  if (own) return 'it was released for the first time by that deployment, and ran nothing before';
  if (placement === 'ecs' && lambda) {
    return 'it runs on Lambda, and not since that deployment: a rollback moves back only what the last deployment moved; deploy in this phase instead';
  }
  if (placement === 'lambda' && ecs) {
    return "it runs on ECS, and its function's versions went when it was moved there: deploy the commit you want in this phase instead";
  }
  return 'it is not deployed';
}
