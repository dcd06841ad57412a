import type { Workflow } from '../model.ts';
import { matchesPatterns } from './filter-pattern.ts';

/** The activity types GitHub takes when a workflow names none. */
const defaultTypes: Record<string, readonly string[]> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

export interface TriggeringEvent {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** `refs/heads/...` or `refs/tags/...`: of a pull request, the branch it goes to. */
  readonly ref: string;
  /** Changed files, with `/`; undefined when nobody knows, and then path filters let the event pass, as on GitHub. */
  readonly changedFiles: readonly string[] | undefined;
}

type Filters = Readonly<Record<string, readonly string[] | undefined>>;

/** Why `workflow` does not run on `event`; undefined when it does. */
export function whyNotTriggered(workflow: Workflow, event: TriggeringEvent): string | undefined {
  const { events } = workflow;
  if (event.name === 'workflow_call' || !(event.name in events)) {
    const names = Object.keys(events).filter((name) => name !== 'workflow_call');
    return `does not run on ${event.name}; it runs on ${names.join(', ') || 'workflow_call only'}`;
  }
  if (event.name === 'schedule') return whyNotScheduled(workflow, event);
  const filters = (events[event.name] ?? {}) as Filters;
  const types = filters['types'] ?? defaultTypes[event.name];
  const action = event.payload['action'];
  if (types !== undefined && typeof action === 'string' && !types.includes(action)) {
    return `runs on ${event.name} of type ${types.join(', ')}, not ${action}`;
  }
  return whyWrongRef(filters, event) ?? whyWrongPaths(filters, event);
}

function whyNotScheduled(workflow: Workflow, event: TriggeringEvent): string | undefined {
  const crons = (workflow.events.schedule ?? []).map(({ cron }) => cron);
  const cron = event.payload['schedule'];
  return crons.includes(String(cron))
    ? undefined
    : `runs on the schedules ${crons.join(', ')}, not ${String(cron)}`;
}

function whyWrongRef(filters: Filters, event: TriggeringEvent): string | undefined {
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(event.ref) ?? [];
  if (kind === undefined) return undefined;
  const [only, ignore, other, otherIgnore] =
    kind === 'heads'
      ? ['branches', 'branches-ignore', 'tags', 'tags-ignore']
      : ['tags', 'tags-ignore', 'branches', 'branches-ignore'];
  const wanted = filters[only ?? ''];
  const ignored = filters[ignore ?? ''];
  if (wanted && !matchesPatterns(name, wanted))
    return `runs on ${event.name} of ${only} ${wanted.join(', ')}, not ${name}`;
  if (ignored && matchesPatterns(name, ignored))
    return `ignores ${event.name} of ${only} ${ignored.join(', ')}, and this is ${name}`;
  // With filters for branches only, tags do not trigger, and the other way round.
  if (!wanted && !ignored && (filters[other ?? ''] ?? filters[otherIgnore ?? ''])) {
    return `runs on ${event.name} of ${other} only, not ${event.ref}`;
  }
  return undefined;
}

function whyWrongPaths(filters: Filters, event: TriggeringEvent): string | undefined {
  const { changedFiles } = event;
  if (changedFiles === undefined || event.ref.startsWith('refs/tags/')) return undefined;
  const wanted = filters['paths'];
  const ignored = filters['paths-ignore'];
  if (wanted && !changedFiles.some((file) => matchesPatterns(file, wanted))) {
    return `runs on changes of ${wanted.join(', ')}, and none changed`;
  }
  if (ignored && changedFiles.length > 0 && changedFiles.every((file) => matchesPatterns(file, ignored))) {
    return `ignores changes of ${ignored.join(', ')}, and nothing else changed`;
  }
  return undefined;
}
