import { randomUUID } from 'node:crypto';
import type { NewMessage } from './message/message.ts';
import type { Queue } from './queue/queue.ts';
import type { Queues } from './queue/queues.ts';

/** Moves messages of a dead-letter queue back to where they came from, or to one queue. */
export interface MoveTask {
  readonly handle: string;
  readonly sourceArn: string;
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  failureReason: string | undefined;
}

/** Messages a second when the caller leaves the pace to SQS. */
const DEFAULT_PACE = 500;

/** A task's id and source, as opaque to the caller as AWS's handle. */
export function formatTaskHandle(sourceArn: string): string {
  return Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn })).toString('base64');
}

function moveOne(queues: Queues, task: MoveTask, source: Queue, message: NewMessage): boolean {
  const destination = queues.findByArn(task.destinationArn ?? message.deadLetterSourceArn ?? '');
  if (destination === undefined) {
    task.failureReason = 'CouldNotDetermineMessageSource';
    return false;
  }
  const stored = source.store.get(message.id);
  if (stored !== undefined) source.store.remove(stored);
  // AWS counts a redriven message as a new one: new id, new retention.
  const fresh = { ...message, id: randomUUID(), sentAt: queues.clock.now(), deadLetterSourceArn: undefined };
  destination.send(fresh, 0);
  task.moved += 1;
  return true;
}

/** Works through the task second by second until nothing is left, it fails or it is cancelled. */
export function runMoveTask(queues: Queues, task: MoveTask): void {
  const source = queues.findByArn(task.sourceArn);
  if (task.status === 'CANCELLING' || source === undefined) {
    task.status = 'CANCELLED';
    return;
  }
  const pace = task.perSecond ?? DEFAULT_PACE;
  for (let left = pace; left > 0; left -= 1) {
    const [received] = source.store.take(1, 30_000);
    if (received === undefined) {
      task.status = 'COMPLETED';
      return;
    }
    if (!moveOne(queues, task, source, received.message)) {
      const stored = source.store.get(received.message.id);
      if (stored !== undefined) source.store.postpone(stored, 0);
      task.status = 'FAILED';
      return;
    }
  }
  queues.clock.after(1000, () => runMoveTask(queues, task));
}
