import type { Annotation } from '../events.ts';
import { parseCommandLine } from '../commands/command-line.ts';
import type { CommandLine } from '../commands/command-line.ts';
import type { JobRuntime, StepSink } from './job-runtime.ts';

export interface SinkState {
  readonly outputs: Record<string, string>;
  readonly state: Record<string, string>;
  readonly tail: string[];
}

const tailLength = 40;

/**
 * A sink for one step: masks, reports, keeps the tail, and obeys the workflow commands in its output. Inside a composite action
 * lines and annotations go to `outer`, the step of the job that uses it; outputs and state are the inner step's own.
 */
export function stepSink(job: JobRuntime, step: string, state: SinkState, outer?: StepSink): StepSink {
  const { run, ref } = job;
  let stopToken: string | undefined;
  const ownLine = (text: string): void => {
    for (const part of run.masker.mask(text).split('\n')) {
      state.tail.push(part);
      if (state.tail.length > tailLength) state.tail.shift();
      run.report({ type: 'log', job: ref, step, line: part });
    }
  };
  const ownAnnotate = (annotation: Annotation): void => {
    const shown = { ...annotation, message: run.masker.mask(annotation.message), step };
    job.annotations.push(shown);
    run.report({ type: 'annotation', job: ref, annotation: shown });
  };
  const line = outer?.line ?? ownLine;
  const annotate = outer?.annotate ?? ownAnnotate;
  const sink: StepSink = {
    line,
    annotate,
    setOutput: (name, value) => void (state.outputs[name] = value),
    saveState: (name, value) => void (state.state[name] = value),
    output: (text) => {
      const command = parseCommandLine(text);
      if (command === undefined) return line(text);
      if (stopToken !== undefined) {
        if (command.name === stopToken) stopToken = undefined;
        return line(text);
      }
      if (command.name === 'stop-commands') {
        stopToken = command.data.toLowerCase();
        return line(text);
      }
      obey(job, sink, command, text);
    },
  };
  return sink;
}

function obey(job: JobRuntime, sink: StepSink, command: CommandLine, text: string): void {
  switch (command.name) {
    case 'error':
    case 'warning':
    case 'notice':
      sink.line(
        `${command.name === 'error' ? 'Error' : command.name === 'warning' ? 'Warning' : 'Notice'}: ${command.data}`,
      );
      sink.annotate(toAnnotation(command.name, command));
      return;
    case 'add-mask':
      if (command.data.trim() === '')
        return sink.annotate({ level: 'warning', message: "Can't add an empty mask" });
      job.run.masker.add(command.data);
      return;
    case 'group':
      return sink.line(`> ${command.data}`);
    case 'endgroup':
    case 'debug':
    case 'echo':
      // Debug lines and command echo are off, as on GitHub without step debugging.
      return;
    case 'set-output':
    case 'save-state': {
      const name = command.properties['name'] ?? '';
      const file = command.name === 'set-output' ? 'GITHUB_OUTPUT' : 'GITHUB_STATE';
      sink.annotate({
        level: 'warning',
        message: `::${command.name}:: is deprecated: write to $${file} instead`,
      });
      return command.name === 'set-output'
        ? sink.setOutput(name, command.data)
        : sink.saveState(name, command.data);
    }
    case 'set-env':
    case 'add-path':
      sink.annotate({
        level: 'error',
        message: `::${command.name}:: is disabled: write to $GITHUB_${command.name === 'set-env' ? 'ENV' : 'PATH'} instead`,
      });
      return;
    case 'add-matcher':
    case 'remove-matcher':
      return sink.annotate({
        level: 'warning',
        message: `::${command.name}:: problem matchers are not supported here`,
      });
    default:
      // As GitHub does with a line that only looks like a command.
      sink.line(text);
  }
}

function toAnnotation(level: Annotation['level'], { properties, data }: CommandLine): Annotation {
  const line = Number(properties['line']);
  return {
    level,
    message: data,
    ...(properties['title'] !== undefined && { title: properties['title'] }),
    ...(properties['file'] !== undefined && { file: properties['file'] }),
    ...(Number.isInteger(line) && { line }),
  };
}
