import { type Phase, parsePhase } from '@phaseline/model';
import {
  boundaryInput,
  choiceInput,
  deploymentInput,
  emailInput,
  environmentInput,
  integerInput,
  optionalInput,
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
  readonly domain: string | undefined;
  readonly deployment: string;
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

function domainInput(): string | undefined {
  if (optionalInput('domain') === undefined) return undefined;
  return requiredInput(
    'domain',
    'a domain name such as orders.example.com, or nothing',
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
  );
}
