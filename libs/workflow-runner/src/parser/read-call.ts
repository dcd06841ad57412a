import type { WorkflowCall } from '../model.ts';
import type { EventsConfig, Token } from './packages.ts';
import { entries, isTrue, literalOf } from './tokens.ts';

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
