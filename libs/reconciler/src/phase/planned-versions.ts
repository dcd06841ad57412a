import { type Component, components, type FunctionDefinition, placements } from '@phaseline/model';
import type { EngineScope } from '../engine/scope.ts';
import { readVersion } from '../rollback/version-release.ts';
import type { PlanPhaseRequest } from './plan-phase.ts';

/**
 * Settings and code of the versions that a rollback publishes once more, in place of those at hand. Reads only.
 * @throws Error when there is no such version any more
 */
export async function versionsOf(
  { phase, environment, functions, codes, releases }: PlanPhaseRequest,
  scope: EngineScope,
): Promise<Pick<PlanPhaseRequest, 'functions' | 'codes'>> {
  if (releases === undefined) return {};
  const definitions: Partial<Record<Component, FunctionDefinition>> = { ...functions };
  const hashes: Partial<Record<Component, string>> = { ...codes };
  await Promise.all(
    components.map(async (component) => {
      const version = placements[phase][component] === 'lambda' ? releases[component] : undefined;
      const template = functions?.[component];
      if (version === undefined || template === undefined) return;
      const { definition, codeSha256 } = await readVersion(
        { environment, component, version, template },
        scope,
      );
      definitions[component] = definition;
      hashes[component] = codeSha256;
    }),
  );
  return { functions: definitions, codes: hashes };
}
