import type { StoredMessage } from '../message/message.ts';
import { Deque } from './deque.ts';
import type { ReadyMessages } from './ready.ts';

/** A standard queue hands out whatever has been visible longest. */
export function createStandardReady(): ReadyMessages {
  const visible = new Deque<StoredMessage>();
  return {
    push: (message) => visible.push(message),
    take(max, accept) {
      const taken: StoredMessage[] = [];
      while (taken.length < max) {
        const message = visible.shift();
        if (message === undefined) break;
        // Deleted while visible: it stays in the line until its turn rather than being searched for.
        if (message.state === 'visible' && accept(message)) taken.push(message);
      }
      return taken;
    },
    hold() {},
    release() {},
  };
}
