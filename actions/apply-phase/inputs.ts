import { type Domain, type Phase, parsePhase } from '@phaseline/model';
import {
  boundaryInput,
  choiceInput,
  deploymentInput,
  domainInput,
  emailInput,
  environmentInput,
  integerInput,
  requiredInput,
} from '../inputs.ts';

/** The inputs of apply-phase. */
export interface ApplyPhaseInputs {
  readonly phase: Phase;
  readonly environment: string;
  readonly stage: 'provision' | 'switch';
  readonly emailFrom: string;
  readonly permissionsBoundary: string | undefined;
  /** Folder. */
  readonly functions: string;
  readonly deployment: string;
  readonly domain: Domain | undefined;
  readonly quietSeconds: number;
  readonly patienceSeconds: number;
  readonly proof: {
    readonly leastProcessed: number;
    readonly mostErrors: number;
    readonly idleSeconds: number;
  };
}

const day = 24 * 60 * 60;

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): ApplyPhaseInputs {
  return {
    phase: parsePhase(requiredInput('phase', 'ecs, hybrid or serverless')),
    environment: environmentInput(),
    stage: choiceInput('stage', ['provision', 'switch']),
    emailFrom: emailInput('email-from'),
    permissionsBoundary: boundaryInput(),
    functions: requiredInput('functions', 'the path of a folder'),
    domain: domainInput(),
    deployment: deploymentInput(),
    quietSeconds: integerInput('quiet-seconds', 0, day),
    patienceSeconds: integerInput('patience-seconds', 1, day),
    proof: {
      leastProcessed: integerInput('proof-messages', 0, 1_000_000),
      mostErrors: integerInput('proof-error-percent', 0, 100) / 100,
      idleSeconds: integerInput('proof-idle-seconds', 0, day),
    },
  };
}
