import { type Domain, type Phase, parsePhase } from '@phaseline/model';
import {
  boundaryInput,
  choiceInput,
  domainInput,
  emailInput,
  environmentInput,
  optionalInput,
  requiredInput,
} from '../inputs.ts';

/** The inputs of plan-phase. */
export interface PlanPhaseInputs {
  readonly phase: Phase;
  readonly environment: string;
  readonly emailFrom: string;
  readonly permissionsBoundary?: string | undefined;
  readonly domain?: Domain | undefined;
  /** Folders. */
  readonly taskDefinitions: string;
  readonly functions: string;
  readonly contexts: string;
  readonly dockerfile: string;
  readonly baseImage: string | undefined;
}

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): PlanPhaseInputs & { readonly rollback: boolean } {
  return {
    phase: parsePhase(requiredInput('phase', 'ecs, hybrid or serverless')),
    environment: environmentInput(),
    emailFrom: emailInput('email-from'),
    permissionsBoundary: boundaryInput(),
    domain: domainInput(),
    taskDefinitions: requiredInput('task-definitions', 'the path of a folder'),
    functions: requiredInput('functions', 'the path of a folder'),
    contexts: requiredInput('contexts', 'the path of a folder'),
    dockerfile: requiredInput('dockerfile', 'the path of a Dockerfile'),
    baseImage: optionalInput('base-image'),
    rollback: choiceInput('rollback', ['true', 'false']) === 'true',
  };
}
