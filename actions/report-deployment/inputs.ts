import { choiceInput, environmentInput, optionalInput, requiredInput } from '../inputs.ts';
import type { DeploymentPage } from './page.ts';

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): Omit<DeploymentPage, 'jobs' | 'why'> & { readonly token: string | undefined } {
  return {
    environment: environmentInput(),
    phase: requiredInput('phase', 'ecs, hybrid or serverless'),
    result: choiceInput('result', ['success', 'failure', 'cancelled', 'skipped']),
    rollback: choiceInput('rollback', ['true', 'false']) === 'true',
    frontUrl: optionalInput('front-url'),
    changes: optionalInput('changes'),
    whatChanges: optionalInput('what-changes'),
    cost: optionalInput('monthly-cost'),
    costBefore: optionalInput('monthly-cost-before'),
    token: optionalInput('github-token'),
  };
}
