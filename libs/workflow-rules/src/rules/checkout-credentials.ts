import { entries, literalOf } from '@phaseline/workflow-runner/parser';
import type { Rule } from '../rule.ts';
import { stepsOf, textOf } from '../workflow-file.ts';

/** Checkout leaves the job's token in the work tree's git configuration, where every later step, and every package it runs, can read it. */
export const checkoutCredentials: Rule = (file) =>
  stepsOf(file).flatMap(({ keys }) => {
    const uses = keys.get('uses');
    if (!literalOf(uses)?.startsWith('actions/checkout@')) return [];
    const persist = entries(keys.get('with')).get('persist-credentials');
    if (textOf(persist) === 'false') return [];
    return [
      {
        line: persist?.line ?? uses?.line,
        message: 'checkout leaves its token in .git/config for every later step',
        fix: 'set persist-credentials: false',
      },
    ];
  });
