import type { Task } from '@aws-sdk/client-ecs';
import { systemClock, type Clock } from '../../../clock.ts';
import type { RunningContainer, TaskRuntime } from '../../../runtime/task-runtime.ts';

/** What the tasks of one service use at present, in percent of what they reserve. */
export interface Utilization {
  readonly cpu: number;
  readonly memory: number;
}

/** Stands between ECS and where tasks run, and remembers which containers are whose. */
export interface TaskMeter {
  /** Give this to ECS in place of the runtime that was metered. */
  readonly runtime: TaskRuntime;
  /** The use of these tasks together since the last call; undefined before there is anything to compare with. */
  read(tasks: readonly Task[]): Promise<Utilization | undefined>;
}

interface Metered {
  readonly containers: Set<RunningContainer>;
  /** CPU seconds used, and when that was read. */
  last: { seconds: number; at: number } | undefined;
}

interface Sample {
  readonly cpuSeconds: number;
  /** vCPU seconds that were reserved in the same time. */
  readonly reservedSeconds: number;
  readonly memory: number;
  readonly reservedMemory: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const percent = (used: number, reserved: number): number => Math.min(100, (100 * used) / reserved);

async function sample(metered: Metered, task: Task, now: number): Promise<Sample | undefined> {
  const containers = [...metered.containers];
  const [times, memories] = await Promise.all([
    Promise.all(containers.map(async (container) => (await container.cpuTime?.()) ?? 0)),
    Promise.all(containers.map((container) => container.memory())),
  ]);
  const before = metered.last;
  const seconds = sum(times);
  metered.last = { seconds, at: now };
  if (before === undefined || now <= before.at) return undefined;
  return {
    // A container that was replaced begins anew: what it has used cannot be less than nothing.
    cpuSeconds: Math.max(0, seconds - before.seconds),
    reservedSeconds: ((now - before.at) / 1000) * (Number(task.cpu ?? 1024) / 1024),
    memory: sum(memories),
    reservedMemory: Number(task.memory ?? 512) * 1024 * 1024,
  };
}

/** Meters the tasks of a runtime. Fargate stops a task at what it reserves, so no figure exceeds 100%. */
export function meterTasks(runtime: TaskRuntime, clock: Clock = systemClock): TaskMeter {
  const tasks = new Map<string, Metered>();
  return {
    runtime: {
      ...runtime,
      async createTask(spec) {
        const sandbox = await runtime.createTask(spec);
        const metered: Metered = { containers: new Set(), last: undefined };
        tasks.set(spec.taskId, metered);
        return {
          async start(container) {
            const running = await sandbox.start(container);
            metered.containers.add(running);
            void running.exited.finally(() => metered.containers.delete(running));
            return running;
          },
          async remove() {
            tasks.delete(spec.taskId);
            await sandbox.remove();
          },
        };
      },
    },
    async read(asked) {
      const now = clock.now();
      const samples = await Promise.all(
        asked.map(async (task) => {
          const metered = tasks.get(task.taskArn?.split('/').at(-1) ?? '');
          return metered === undefined ? undefined : sample(metered, task, now);
        }),
      );
      const known = samples.filter((one) => one !== undefined);
      if (known.length === 0) return undefined;
      return {
        cpu: percent(sum(known.map((one) => one.cpuSeconds)), sum(known.map((one) => one.reservedSeconds))),
        memory: percent(sum(known.map((one) => one.memory)), sum(known.map((one) => one.reservedMemory))),
      };
    },
  };
}
