import type { StoredMessage } from '../message/message.ts';
import { Deque } from './deque.ts';
import type { ReadyMessages } from './ready.ts';

interface Group {
  readonly id: string;
  /** Visible messages, lowest sequence number first. */
  messages: StoredMessage[];
  inFlight: number;
  /** Whether it stands in the line of groups. */
  queued: boolean;
}

const earlier = (a: StoredMessage, b: StoredMessage): boolean => a.sequenceNumber! < b.sequenceNumber!;

function insertInSequence(messages: StoredMessage[], message: StoredMessage): void {
  let index = messages.length;
  while (index > 0 && earlier(message, messages[index - 1]!)) index -= 1;
  messages.splice(index, 0, message);
}

/** A FIFO queue hands out a group's messages in sequence, and none of a group that has one in flight. */
export function createFifoReady(): ReadyMessages {
  const groups = new Map<string, Group>();
  const line = new Deque<Group>();

  function groupOf(message: StoredMessage): Group {
    const id = message.groupId!;
    let group = groups.get(id);
    if (group === undefined) {
      group = { id, messages: [], inFlight: 0, queued: false };
      groups.set(id, group);
    }
    return group;
  }

  function enqueue(group: Group): void {
    if (group.queued || group.inFlight > 0 || group.messages.length === 0) return;
    group.queued = true;
    line.push(group);
  }

  function takeFrom(group: Group, max: number, accept: (message: StoredMessage) => boolean): StoredMessage[] {
    const taken: StoredMessage[] = [];
    let read = 0;
    for (; read < group.messages.length && taken.length < max; read += 1) {
      const message = group.messages[read]!;
      if (message.state === 'visible' && accept(message)) taken.push(message);
    }
    group.messages = group.messages.slice(read);
    group.inFlight += taken.length;
    return taken;
  }

  return {
    push(message) {
      const group = groupOf(message);
      insertInSequence(group.messages, message);
      enqueue(group);
    },
    take(max, accept) {
      const taken: StoredMessage[] = [];
      while (taken.length < max) {
        const group = line.shift();
        if (group === undefined) break;
        group.queued = false;
        taken.push(...takeFrom(group, max - taken.length, accept));
        if (group.inFlight === 0 && group.messages.length === 0) groups.delete(group.id);
      }
      return taken;
    },
    hold(message) {
      groupOf(message).inFlight += 1;
    },
    release(message) {
      const group = groupOf(message);
      group.inFlight -= 1;
      enqueue(group);
      if (group.inFlight === 0 && group.messages.length === 0) groups.delete(group.id);
    },
  };
}
