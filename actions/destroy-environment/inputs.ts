import { defaultEnvironment, type Phase, parsePhase } from '@phaseline/model';
import { environmentInput, InputError, optionalInput } from '../inputs.ts';

/** The inputs of destroy-environment. */
export interface DestroyInputs {
  readonly environment: string;
  readonly phase: Phase | undefined;
  /** Label. */
  readonly unlessWanted: string | undefined;
  readonly token: string;
}

/** Reads and checks them all. @throws InputError for the first that is wrong, and for production. */
export function readInputs(): DestroyInputs {
  const environment = environmentInput();
  if (environment === defaultEnvironment) {
    throw new InputError('environment', environment, 'any other: its queues and table hold orders');
  }
  const phase = optionalInput('phase');
  return {
    environment,
    phase: phase === undefined ? undefined : parsePhase(phase),
    unlessWanted: optionalInput('unless-wanted'),
    token: optionalInput('github-token') ?? '',
  };
}
