import type { EnvironmentStatus } from '@phaseline/reconciler';
import { table } from '../screen/table.ts';
import type { TourMoment } from './run-tour.ts';

/** Where each component takes work, in a few words: `order-publisher ecs+lambda`. */
export function placementWords({ components }: Pick<EnvironmentStatus, 'components'>): string[] {
  return components.map(({ component, placements }) => `${component} ${placements.join('+') || '-'}`);
}

/** A moment of a tour in one line, for output that is no terminal. */
export function momentLine({ chapter, status, figures }: TourMoment): string {
  const { accepted, done, lost, doubled } = figures;
  return [
    chapter,
    placementWords(status).join(', '),
    `in flight ${accepted - done}`,
    `accepted ${accepted}, done ${done}, lost ${lost}, doubled ${doubled}`,
  ].join(' | ');
}

/** A moment of a tour as a panel of some lines. */
export function momentPanel({ chapter, status, figures }: TourMoment): string[] {
  const { accepted, done, lost, doubled, sent, unanswered, queues } = figures;
  const rows = status.components.map(({ component, placements, service, function: lambda }) => {
    const depths = queues[component];
    return [
      component,
      placements.includes('ecs') ? `ecs ${service?.runningCount ?? 0} tasks` : '',
      placements.includes('lambda') ? `lambda ${lambda?.version ?? ''}` : '',
      depths === undefined ? '' : `${depths.waiting} waiting, ${depths.inHand} in hand`,
    ];
  });
  return [
    `Phase ${chapter}`,
    ...table(rows).map((line) => `  ${line}`),
    `  Requests ${sent} (${unanswered} unanswered)  In flight ${accepted - done}`,
    `  Orders accepted ${accepted}  done ${done}  lost ${lost}  doubled ${doubled}`,
  ];
}
