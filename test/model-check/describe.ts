import type { Counterexample } from './search.ts';
import { at, get, ofTool, toolNames, weights } from './world/layout.ts';
import { unpackMessage } from './world/message.ts';
import { toolAt } from './world/tools.ts';

const services = ['none', 'no tasks', 'stopping', 'starting', 'running', 'being deleted'];
const functions = [
  'none',
  'published',
  'smoked',
  'published over a live one',
  'a good one on trial',
  'a failing one on trial',
  'on trial, proven',
  'on trial, seen to fail',
];
const contents = ['', ' (good)', ' (acknowledges failures)', ' (fails)'];
const mappings = ['none', 'disabled', 'at 2', 'at full concurrency', 'without MaximumConcurrency'];
const places = ['not sent', 'visible', 'hidden', 'deleted', 'in the dead-letter queue'];
const hands = [
  '',
  'got on ecs',
  'worked on ecs',
  'got on lambda',
  'worked on lambda',
  'due on ecs',
  'due on lambda',
];

/** A counterexample for people: what happened, and what it changed. */
export function describeCounterexample({ invariant, trace }: Counterexample): string {
  const lines = [`broken: ${invariant}, after ${trace.length - 1} happenings`];
  let before: Record<string, string> = {};
  for (const [index, { label, state }] of trace.entries()) {
    const now = describeState(state);
    const changed = Object.entries(now).filter(([part, value]) => before[part] !== value);
    const what = changed.map(([part, value]) => `${part}: ${value}`).join('; ');
    lines.push(`${String(index).padStart(3)}. ${label}${what === '' ? '' : `\n       ${what}`}`);
    before = now;
  }
  return lines.join('\n');
}

function describeState(state: readonly number[]): Record<string, string> {
  const name = (names: readonly string[], index: number): string => names[get(state, index)] ?? '?';
  const scaling = (index: number): string => (get(state, index) === 1 ? ', scaling suspended' : '');
  const weight = weights[get(state, at.weight)];
  const front = (index: number): string => (get(state, index) === 1 ? 'there' : 'none');
  const holder = get(state, at.holder);
  const lease = `${toolNames[holder - 1] ?? 'nobody'}${get(state, at.expired) === 1 ? ', expired' : ''}`;
  return {
    service: name(services, at.service) + scaling(at.scaling),
    function: name(functions, at.function) + name(contents, at.quality),
    mapping: name(mappings, at.mapping),
    'api service': name(services, at.apiService) + scaling(at.apiScaling),
    'api function': name(functions, at.apiFunction) + name(contents, at.apiQuality),
    fronts: `load balancer ${front(at.alb)}, HTTP API ${front(at.httpApi)}${weight === undefined ? '' : ` at ${weight}%`}`,
    'stood on': `cluster ${front(at.cluster)}, security groups ${front(at.securityGroups)}`,
    client: get(state, at.caller) === 0 ? 'calls the load balancer' : 'calls the HTTP API',
    lease: lease + (get(state, at.turnedBack) === 1 ? ', going back' : ''),
    ...Object.fromEntries(toolNames.map((tool, index) => [`tool ${tool}`, describeTool(state, index)])),
    ...Object.fromEntries(
      state.slice(at.messages).map((message, index) => [`order ${index + 1}`, describeMessage(message)]),
    ),
  };
}

function describeTool(state: readonly number[], tool: number): string {
  if (get(state, toolAt(tool) + ofTool.ended) === 1) return 'ended';
  return get(state, toolAt(tool) + ofTool.trouble) === 1 ? 'has seen its smoke test fail' : 'works';
}

function describeMessage(code: number): string {
  const message = unpackMessage(code);
  const held = message.hands.flatMap((hand) => hands[hand] || []);
  const effects = message.effects > 1 ? 'more than one' : message.effects;
  return [
    places[message.place],
    `received ${message.receives}x`,
    `effects ${effects}`,
    ...(held.length > 0 ? [held.join(' and ')] : []),
  ].join(', ');
}
