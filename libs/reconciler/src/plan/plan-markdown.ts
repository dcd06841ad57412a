import type { Component } from '@phaseline/model';
import type { Planned } from '../engine/plan.ts';
import type { ComponentMove } from '../phase/component-moves.ts';
import type { PhasePlan } from '../phase/plan-phase.ts';
import { cell, code } from './cells.ts';
import { type LeafChange, leafChanges } from './leaf-changes.ts';

const mostLeaves = 4;
const sideNames = { ecs: 'ECS', lambda: 'Lambda' } as const;

/** How many resources a plan creates, changes and removes. */
export function countChanges({ resources, retired }: PhasePlan) {
  const count = (action: Planned['action']) => resources.filter((item) => item.action === action).length;
  return { created: count('create'), changed: count('update'), removed: retired.length, kept: count('keep') };
}

/** The plan for a reviewer: on top what happens to each component and to the bill, below every resource with its calls. Pure. */
export function planMarkdown(plan: PhasePlan): string {
  const { created, changed, removed, kept } = countChanges(plan);
  const heading = `### Plan for ${code(plan.environment)} in phase ${plan.phase}`;
  if (created + changed + removed === 0) {
    return `${heading}\n\nNothing to do: all ${kept} resources are as they should be. ${costLine(plan)}\n`;
  }
  const counts = [`${created} to create`, `${changed} to change`, `${removed} to remove`].filter(
    (text) => !text.startsWith('0 '),
  );
  return [
    heading,
    '',
    `**${counts.join(', ')}**; ${kept} stay as they are. ${costLine(plan)}`,
    '',
    '| component | runs on | what changes |',
    '| --- | --- | --- |',
    ...plan.components.map((move) => row(move.component, sides(move), summaryOf(plan, move.component))),
    row('shared', '', summaryOf(plan, undefined)),
    '',
    `<details><summary>Every resource, and the ${callCount(plan)} calls that will be made</summary>`,
    '',
    '| | resource | what changes | calls |',
    '| --- | --- | --- | --- |',
    ...plan.resources
      .filter(({ action }) => action !== 'keep')
      .map((item) =>
        row(
          item.action,
          code(item.resource.id),
          item.changes.length === 0 ? '' : leafChanges(item.changes).map(leafText).join('<br>'),
          code(item.calls.join(', ')),
        ),
      ),
    ...plan.retired.map(({ resource, calls }) =>
      row('remove', code(resource.id), 'once the other side carries the work', code(calls.join(', '))),
    ),
    '',
    '</details>',
    '',
  ].join('\n');
}

function callCount({ resources, retired }: PhasePlan): number {
  return [...resources, ...retired].flatMap(({ calls }) => calls).length;
}

function costLine({ cost: { before, after } }: PhasePlan): string {
  const dollars = (amount: number) => `$${amount.toFixed(2)}`;
  const difference = after - before;
  if (Math.abs(difference) < 0.005) return `At rest it costs about ${dollars(after)} a month, as before.`;
  const sign = difference > 0 ? '+' : '-';
  return `At rest it costs about ${dollars(after)} a month instead of ${dollars(before)} (**${sign}${dollars(Math.abs(difference))}**).`;
}

function sides({ from, to }: ComponentMove): string {
  const before = from.map((side) => sideNames[side]).join(' and ');
  if (before === '') return `${sideNames[to]} (new)`;
  return before === sideNames[to] ? before : `${before} → **${sideNames[to]}**`;
}

function summaryOf({ resources, retired }: PhasePlan, component: Component | undefined): string {
  const own = resources.filter((item) => item.resource.component === component && item.action !== 'keep');
  const created = own.filter(({ action }) => action === 'create');
  const leaves = own.filter(({ action }) => action === 'update').flatMap((item) => named(item));
  const gone = retired.filter(({ resource }) => resource.component === component);
  const parts = [
    ...(created.length > 0 ? [`${created.length} created (${kindsOf(created)})`] : []),
    ...leaves.slice(0, mostLeaves).map(leafText),
    ...(leaves.length > mostLeaves ? [`and ${leaves.length - mostLeaves} more`] : []),
    ...(gone.length > 0 ? [`${gone.length} removed (${kindsOf(gone)})`] : []),
  ];
  return parts.length === 0 ? 'nothing' : parts.join('<br>');
}

/** Names of what follows from something else say nothing to a reviewer: a service that takes the new revision. */
function named({ resource, changes }: Planned): LeafChange[] {
  return leafChanges(
    changes.filter(({ field }) => !(resource.kind === 'service' && field === 'taskDefinition')),
  ).map((leaf) => ({ ...leaf, path: shortPath(`${resource.kind}.${leaf.path}`) }));
}

function shortPath(path: string): string {
  return path
    .replace(/^taskDefinition\.containerDefinitions\.[^.]+\./, '')
    .replace(/^(?:taskDefinition|function)\./, '');
}

function kindsOf(items: readonly { readonly resource: { readonly kind: string } }[]): string {
  return [...new Set(items.map(({ resource }) => resource.kind))].join(', ');
}

function leafText({ path, from, to }: LeafChange): string {
  return `${cell(path)}: ${from === undefined ? '(none)' : code(from)} → ${to === undefined ? '(none)' : code(to)}`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
