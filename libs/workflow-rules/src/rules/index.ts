import type { Rule } from '../rule.ts';
import { actionPins } from './action-pins.ts';
import { checkoutCredentials } from './checkout-credentials.ts';
import { concurrency } from './concurrency.ts';
import { permissions } from './permissions.ts';
import { privilegedTriggers } from './privileged-triggers.ts';
import { pullRequestSecrets } from './pull-request-secrets.ts';
import { reachedJobs } from './reached-jobs.ts';
import { scriptExpressions } from './script-expressions.ts';
import { timeouts } from './timeouts.ts';

/** Every rule, by its name. */
export const rules: Readonly<Record<string, Rule>> = {
  'action-pins': actionPins,
  'checkout-credentials': checkoutCredentials,
  concurrency,
  permissions,
  'privileged-triggers': privilegedTriggers,
  'pull-request-secrets': pullRequestSecrets,
  'reached-jobs': reachedJobs,
  'script-expressions': scriptExpressions,
  timeouts,
};
