import { type Phase, parsePhase } from '@phaseline/model';
import { choiceInput, emailInput, environmentInput, requiredInput } from '../inputs.ts';

/** The inputs of apply-phase. */
export interface ApplyPhaseInputs {
  readonly phase: Phase;
  readonly environment: string;
  readonly stage: 'provision' | 'switch';
  readonly emailFrom: string;
}

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): ApplyPhaseInputs {
  return {
    phase: parsePhase(requiredInput('phase', 'ecs, hybrid or serverless')),
    environment: environmentInput(),
    stage: choiceInput('stage', ['provision', 'switch']),
    emailFrom: emailInput('email-from'),
  };
}
