import { describe, expect, it } from 'vitest';
import { type ComponentReleases, decideRollback, NothingToGoBackTo } from './decide-rollback.ts';

const on = (release: string, deployment?: string, previous?: string) => ({ release, deployment, previous });
const none = { ecs: undefined, lambda: undefined, retired: undefined };

/** Four components as they are: what is not said of one was released by an earlier deployment, alone. */
function system(said: Partial<Record<string, Partial<ComponentReleases>>>): ComponentReleases[] {
  return (['order-publisher', 'email-service', 'inventory-service', 'analytics-service'] as const).map(
    (component) => ({
      component,
      ...none,
      ...(said[component] ?? { ecs: on(`${component}-td:7`, '2026-01-01', '6') }),
    }),
  );
}
const back = (phase: Parameters<typeof decideRollback>[0], known: ComponentReleases[]) =>
  decideRollback(phase, 'production', known);

describe('what goes back', () => {
  it('is what the last deployment released, and nothing that an earlier one did', () => {
    const known = system({ 'email-service': { ecs: on('e:3', '2026-02-02', 'e:2') } });
    const { deployment, releases } = back('ecs', known);
    expect(deployment).toBe('2026-02-02');
    expect(releases.filter(({ instead }) => instead !== undefined)).toEqual([
      { component: 'email-service', placement: 'ecs', release: 'e:2', instead: 'e:3' },
    ]);
    expect(releases.find(({ component }) => component === 'order-publisher')?.release).toBe(
      'order-publisher-td:7',
    );
  });

  it('is everything that has a note where no release says which deployment it was of', () => {
    const side = (name: string) => ({ ecs: on(`${name}:2`, undefined, `${name}:1`) });
    const known = ['order-publisher', 'email-service', 'inventory-service', 'analytics-service'];
    const { releases } = back('ecs', system(Object.fromEntries(known.map((name) => [name, side(name)]))));
    expect(releases.map(({ release }) => release)).toEqual(known.map((name) => `${name}:1`));
  });

  it('is what a service ran before the last deployment moved its component to Lambda, with the phase of before', () => {
    const known = system({ 'email-service': { lambda: on('1', '2026-02-02'), retired: 'e:2' } });
    expect(back('ecs', known).releases).toContainEqual({
      component: 'email-service',
      placement: 'ecs',
      release: 'e:2',
      instead: '1',
    });
  });
});

describe('there is nothing to go back to', () => {
  const refused = (phase: Parameters<typeof decideRollback>[0], known: ComponentReleases[]) => {
    try {
      back(phase, known);
    } catch (error) {
      if (error instanceof NothingToGoBackTo) return error.message;
      throw error;
    }
    return undefined;
  };

  it('where nothing is deployed, or what is was released once', () => {
    const nothing = { ...none };
    const empty = system(
      Object.fromEntries(
        ['order-publisher', 'email-service', 'inventory-service', 'analytics-service'].map((name) => [
          name,
          nothing,
        ]),
      ),
    );
    expect(refused('ecs', empty)).toBe(
      'environment production has nothing to go back to: nothing is deployed',
    );
    const once = system({ 'email-service': { ecs: on('e:1', '2026-02-02') } });
    expect(refused('ecs', once)).toMatch(
      /before the deployment of 2026-02-02 in phase ecs:\n- email-service: it was released for the first time/,
    );
  });

  it('where the last deployment brought it to this side: the phase of before is what goes back', () => {
    const known = system({ 'email-service': { lambda: on('1', '2026-02-02'), retired: 'e:2' } });
    const only = known.map((each) =>
      each.component === 'email-service'
        ? each
        : { ...each, ecs: undefined, lambda: on('4', '2026-01-01', '3') },
    );
    expect(refused('serverless', only)).toMatch(
      /- email-service: it came to Lambda with that deployment and ran e:2 on ECS before/,
    );
  });

  it('where the phase moves what the last deployment did not move, or what has no version left', () => {
    const stayed = system({ 'email-service': { lambda: on('5', '2026-02-02', '4'), retired: 'e:2' } });
    expect(refused('ecs', stayed)).toMatch(
      /- email-service: it runs on Lambda, and not since that deployment/,
    );
    expect(refused('serverless', system({}))).toMatch(
      /- email-service: it runs on ECS, and its function's versions went/,
    );
  });
});
