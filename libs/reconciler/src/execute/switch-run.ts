import type { EnvironmentNames } from '@phaseline/model';
import type { EngineScope } from '../engine/scope.ts';
import type { PhaseRequest } from '../phase/request.ts';
import type { DividedDomain } from './domain.ts';
import type { SwitchSettings } from './settings.ts';
import type { Sides } from './sides.ts';
import type { Watches } from './observe/watch.ts';

/** What one run of the switch works with. */
export interface SwitchRun extends EngineScope {
  readonly request: PhaseRequest;
  readonly names: EnvironmentNames;
  /** The deployment that this switch belongs to. */
  readonly deployment: string;
  readonly sides: Sides;
  readonly settings: SwitchSettings;
  /** Where a domain is configured. */
  readonly domain: DividedDomain | undefined;
  /** What this run has seen of each side since it looks at it. */
  readonly watches: Watches;
  /** Tells what is waited for, once for as long as it is the same. */
  readonly say: (resource: string, detail: string) => void;
}
