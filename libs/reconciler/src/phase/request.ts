import type { Component, Domain, FunctionDefinition, Phase, Settings } from '@phaseline/model';

/** Which phase of which environment. */
export interface PhaseRequest {
  readonly phase: Phase;
  readonly environment: string;
  /** The address that order confirmations come from. */
  readonly emailFrom: string;
  /** The ARN of the managed policy that limits every role; no boundary is asked for without it. */
  readonly permissionsBoundary?: string | undefined;
  /** The system's name in tags; `order-system` when absent. */
  readonly system?: string | undefined;
  readonly settings?: Partial<Settings> | undefined;
  /** Where requests come to, whichever front works: the switch divides them by weighted records. */
  readonly domain?: Domain | undefined;
  /** What function.json says, by component: how its queue is consumed. The environment's settings decide where nothing is said. */
  readonly functions?: Readonly<Partial<Record<Component, FunctionDefinition>>> | undefined;
}
