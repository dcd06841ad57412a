import { join, normalize } from 'node:path';
import type { Action, StandIn } from '../model.ts';
import { findStandIn, standIns } from '../stand-ins/index.ts';
import type { Loader } from './load-workflow.ts';
import { loadAction } from './load-action.ts';
import type { MappingToken } from './packages.ts';
import { entries } from './tokens.ts';

interface Place {
  readonly file: string;
  readonly line: number | undefined;
}

/** Finds what `uses` names: an action of this repository, or one of the named stand-ins. Problems go to the loader. */
export function resolveTarget(
  loader: Loader,
  place: Place,
  uses: string,
  given: MappingToken | undefined,
): Action | StandIn | undefined {
  const problem = (message: string, line = place.line) => loader.problems.push({ ...place, line, message });
  if (uses.startsWith('./')) {
    const action = loadAction(loader, place, normalize(join('.', uses)));
    if (action) checkInputs(action, given, problem);
    return action;
  }
  if (uses.startsWith('docker://')) {
    problem(`uses: ${uses}: container actions are not supported here`);
    return undefined;
  }
  const [repository = '', ref] = uses.split('@');
  if (!ref) problem(`uses: ${uses}: expected owner/name@ref, or ./path for an action of this repository`);
  const standIn = findStandIn(repository);
  if (standIn === undefined) {
    const known = standIns.map((each) => each.repository).join(', ');
    problem(`uses: ${uses}: no local stand-in for this action; there are some for ${known}`);
    return undefined;
  }
  for (const [name, value] of entries(given)) {
    const why = standIn.inputs[name.toLowerCase()];
    if (why === undefined) problem(`${repository} has no input '${name}' here`, value.line);
    else if (why.unsupported) problem(`input '${name}' of ${repository}: ${why.unsupported}`, value.line);
  }
  for (const [name, input] of Object.entries(standIn.inputs)) {
    if (input.required && ![...entries(given).keys()].some((key) => key.toLowerCase() === name)) {
      problem(`${repository} needs the input '${name}'`);
    }
  }
  return { kind: 'stand-in', repository: standIn.repository };
}

/** GitHub only warns of an unknown input and never misses a required one; both are mistakes, so both are problems here. */
function checkInputs(
  action: Action,
  given: MappingToken | undefined,
  problem: (message: string, line?: number) => void,
): void {
  const known = new Map(action.inputs.map((input) => [input.name.toLowerCase(), input]));
  const passed = new Set<string>();
  for (const [name, value] of entries(given)) {
    passed.add(name.toLowerCase());
    if (!known.has(name.toLowerCase())) {
      const names = action.inputs.map((input) => input.name).join(', ') || 'none';
      problem(`'${name}' is not an input of ${action.name}; its inputs: ${names}`, value.line);
    }
  }
  for (const [name, input] of known) {
    if (input.required && input.default === undefined && !passed.has(name)) {
      problem(`${action.name} needs the input '${input.name}'`);
    }
  }
}
