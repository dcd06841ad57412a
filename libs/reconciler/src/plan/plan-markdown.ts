import type { Component } from '@phaseline/model';
import type { Planned } from '../engine/plan.ts';
import type { ComponentMove } from '../phase/component-moves.ts';
import type { PhasePlan } from '../phase/plan-phase.ts';
import { cell, code } from './cells.ts';
import { type LeafChange, leafChanges } from './leaf-changes.ts';
import { unknowns } from './unknowns.ts';

const mostLeaves = 4;
const sideNames = { ecs: 'ECS', lambda: 'Lambda' } as const;

/** How many resources a plan creates, changes and removes, and how many steps its switch has. */
export function countChanges({ resources, retired, steps }: PhasePlan) {
  const count = (action: Planned['action']) => resources.filter((item) => item.action === action).length;
  const [created, changed, removed] = [count('create'), count('update'), retired.length];
  const touched = created + changed + removed;
  return {
    created,
    changed,
    removed,
    kept: count('keep'),
    steps: steps.length,
    /** Resources, or where only work is moved, steps. */
    total: touched === 0 ? steps.length : touched,
  };
}

/** Every call that a plan writes by, as `<service> <Operation>`: provisioning and releasing, then the switch. */
export function plannedWrites({ resources, steps }: PhasePlan): string[] {
  return [...resources, ...steps].flatMap(({ calls }) => calls);
}

/**
 * The plan for a reviewer: on top what happens to each component and to the bill, below every resource and every step of the switch with its
 * calls, and what no plan can know. Pure.
 */
export function planMarkdown(plan: PhasePlan): string {
  const { created, changed, removed, kept, steps, total } = countChanges(plan);
  const heading = `### Plan for ${code(plan.environment)} in phase ${plan.phase}`;
  if (total === 0) {
    return `${heading}\n\nNothing to do: all ${kept} resources are as they should be. ${costLine(plan)}\n`;
  }
  const counts = [
    `${created} to create`,
    `${changed} to change`,
    `${removed} to remove`,
    `${steps} steps of the switch`,
  ].filter((text) => !text.startsWith('0 '));
  return [
    heading,
    '',
    `**${counts.join(', ')}**; ${kept} stay as they are. ${costLine(plan)}`,
    ...(plan.unforeseen === undefined ? [] : ['', `**${cell(plan.unforeseen)}**`]),
    '',
    ...componentTable(plan),
    '',
    `<details><summary>Every resource and every step: the ${plannedWrites(plan).length} calls that write</summary>`,
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
          item.calls.length === 0 ? 'by the switch' : callsText(item.calls),
        ),
      ),
    ...plan.retired.map(({ id }) =>
      row('remove', code(id), 'once the other side carries the work', 'by the switch'),
    ),
    '',
    ...stepTable(plan),
    '</details>',
    '',
    ...unknowns(plan).map((line) => `- ${line}`),
    '',
  ].join('\n');
}

/** What happens to each component, and why: the fields that are other than they were. A line each, as a table. Pure. */
export function componentTable(plan: PhasePlan): string[] {
  return [
    '| component | runs on | what changes |',
    '| --- | --- | --- |',
    ...plan.components.map((move) => row(move.component, sides(move), summaryOf(plan, move.component))),
    row('shared', '', summaryOf(plan, undefined)),
  ];
}

function stepTable({ steps }: PhasePlan): string[] {
  if (steps.length === 0) return [];
  return [
    '| | step of the switch | calls |',
    '| --- | --- | --- |',
    ...steps.map(({ step, calls }, index) => row(String(index + 1), cell(step), callsText(calls))),
    '',
  ];
}

/** `ecs UpdateService ×2` */
function callsText(calls: readonly string[]): string {
  const counted = new Map<string, number>();
  for (const call of calls) counted.set(call, (counted.get(call) ?? 0) + 1);
  return [...counted].map(([call, count]) => code(call) + (count > 1 ? ` ×${count}` : '')).join(', ');
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
  const gone = retired.filter((resource) => resource.component === component);
  const parts = [
    ...(created.length > 0 ? [`${created.length} created (${kindsOf(created)})`] : []),
    ...leaves.slice(0, mostLeaves).map(leafText),
    ...(leaves.length > mostLeaves ? [`and ${leaves.length - mostLeaves} more`] : []),
    ...(gone.length > 0
      ? [`${gone.length} removed (${kindsOf(gone.map((resource) => ({ resource })))})`]
      : []),
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
