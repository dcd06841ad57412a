import { code } from '../plan/cells.ts';
import type { Rollback, RollbackRelease } from './decide-rollback.ts';

/** A rollback for a reviewer, above its plan: what goes back, and to what. Pure. */
export function rollbackMarkdown({ deployment, releases }: Rollback): string {
  return [
    `### Rollback: what ran before the ${deployment === undefined ? 'last deployment' : `deployment of ${deployment}`}`,
    '',
    'Nothing is built: what ran before is released again as it was. Topics, queues, tables and roles stay as this commit says.',
    '',
    '| component | goes back to | instead of |',
    '| --- | --- | --- |',
    ...releases.map(
      (each) => `| ${each.component} | ${target(each)} | ${each.instead ? code(each.instead) : ''} |`,
    ),
    '',
  ].join('\n');
}

function target({ placement, release, instead }: RollbackRelease): string {
  if (instead === undefined)
    return `nothing: stays at ${code(release)}, the last deployment did not release it`;
  return placement === 'ecs' ? code(release) : `version ${code(release)}, published once more`;
}
