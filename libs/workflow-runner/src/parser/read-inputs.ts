import type { DispatchInput, WorkflowCall } from '../model.ts';
import { isSequence } from './packages.ts';
import type { EventsConfig, Token } from './packages.ts';
import { entries, isTrue, literalOf, scalarOf } from './tokens.ts';

/** Reads `on.workflow_call`; undefined when the workflow cannot be called. */
export function readCall(on: Token | undefined, events: EventsConfig): WorkflowCall | undefined {
  if (!('workflow_call' in events)) return undefined;
  const call = entries(entries(on).get('workflow_call'));
  return {
    inputs: [...entries(call.get('inputs'))].map(([name, token]) => {
      const keys = entries(token);
      return {
        name,
        type: literalOf(keys.get('type')) ?? 'string',
        required: isTrue(keys.get('required')),
        default: keys.get('default'),
      };
    }),
    secrets: [...entries(call.get('secrets'))].map(([name, token]) => ({
      name,
      required: isTrue(entries(token).get('required')),
    })),
    outputs: new Map(
      [...entries(call.get('outputs'))].flatMap(([name, token]) => {
        const value = entries(token).get('value');
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

/** Reads `on.workflow_dispatch.inputs`; GitHub's converter would lose those of type `number`. */
export function readDispatchInputs(on: Token | undefined): DispatchInput[] {
  return [...entries(entries(entries(on).get('workflow_dispatch')).get('inputs'))].map(([name, token]) => {
    const keys = entries(token);
    const options = keys.get('options');
    return {
      name,
      type: literalOf(keys.get('type')) ?? 'string',
      required: isTrue(keys.get('required')),
      default: String(scalarOf(keys.get('default')) ?? ''),
      options:
        options !== undefined && isSequence(options) ? [...options].map((each) => literalOf(each) ?? '') : [],
    };
  });
}
