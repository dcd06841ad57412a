import { quality } from './layout.ts';
import type { WorkerHabit } from './rules.ts';

/** Where a message is. */
export const place = { unsent: 0, visible: 1, hidden: 2, deleted: 3, deadLettered: 4 } as const;

/** What one handler does with it; two can hold the same message, once it has become visible again. `due` depends on the habit. */
const hand = {
  none: 0,
  ecsGot: 1,
  ecsWorked: 2,
  lambdaGot: 3,
  lambdaWorked: 4,
  ecsDue: 5,
  lambdaDue: 6,
} as const;
const isEcs = (held: number): boolean =>
  held === hand.ecsGot || held === hand.ecsWorked || held === hand.ecsDue;

export interface Message {
  readonly place: number;
  readonly receives: number;
  /** How often its effect took place; 2 stands for more than once. */
  readonly effects: number;
  readonly hands: readonly [number, number];
}

/** One number for a message. Which of two handlers is which does not matter, so the lesser comes first. */
export function packMessage({ place: where, receives, effects, hands }: Message): number {
  const [first, second] = hands[0] <= hands[1] ? hands : [hands[1], hands[0]];
  return (((where * 7 + receives) * 3 + effects) * 7 + first) * 7 + second;
}

export function unpackMessage(code: number): Message {
  const second = code % 7;
  const first = Math.floor(code / 7) % 7;
  const effects = Math.floor(code / 49) % 3;
  const receives = Math.floor(code / 147) % 7;
  return { place: Math.floor(code / 1029), receives, effects, hands: [first, second] };
}

/** What decides what can happen to a message. */
export interface Surroundings {
  readonly ecsReceives: boolean;
  readonly lambdaReceives: boolean;
  /** Pollers receive what the function's concurrency then refuses. */
  readonly throttled: boolean;
  readonly quality: number;
  readonly faultsLeft: boolean;
  readonly habit: WorkerHabit;
  readonly maxReceiveCount: number;
}

export interface MessageMove {
  readonly label: string;
  readonly next: number;
  /** Counts as one of the faults that may happen. */
  readonly fault: boolean;
}

/** Everything that can happen to a message. */
export function messageMoves(code: number, around: Surroundings): MessageMove[] {
  const message = unpackMessage(code);
  const moves: MessageMove[] = [];
  const to = (label: string, change: Partial<Message>, fault = false): void => {
    moves.push({ label, next: packMessage({ ...message, ...change }), fault });
  };
  if (message.place === place.unsent) to('is accepted and published', { place: place.visible });
  if (message.place === place.visible) {
    const spent = message.receives >= around.maxReceiveCount;
    const free = message.hands[0] === hand.none;
    const receive = (who: string, held: number): void => {
      if (spent) to(`was received too often: dead-letter queue`, { place: place.deadLettered });
      else if (free) {
        to(`is received on ${who}`, {
          place: place.hidden,
          receives: message.receives + 1,
          hands: [held, message.hands[1]],
        });
      }
    };
    if (around.ecsReceives) receive('ecs', hand.ecsGot);
    if (around.lambdaReceives) receive('lambda', hand.lambdaGot);
    if (around.throttled && !spent) {
      to('is received and the function throttled', { receives: message.receives + 1 });
    }
  }
  const held = message.hands.some((one) => one !== hand.none);
  if (message.place === place.hidden && (!held || around.faultsLeft)) {
    to(held ? 'takes too long and is visible again' : 'is visible again', { place: place.visible }, held);
  }
  for (const index of [0, 1] as const) {
    if (message.hands[index] !== hand.none) handlerMoves(message, index, around, to);
  }
  return moves;
}

function handlerMoves(
  message: Message,
  index: 0 | 1,
  around: Surroundings,
  to: (label: string, change: Partial<Message>, fault?: boolean) => void,
): void {
  const held = message.hands[index];
  const ecs = isEcs(held);
  const where = ecs ? 'ecs' : 'lambda';
  const hands = (next: number): Pick<Message, 'hands'> => ({
    hands: index === 0 ? [next, message.hands[1]] : [message.hands[0], next],
  });
  const done = message.place === place.unsent ? place.unsent : place.deleted;
  const more = Math.min(2, message.effects + 1);
  if (around.faultsLeft) to(`loses its handler on ${where} (crash)`, hands(hand.none), true);
  if (held === hand.ecsWorked || held === hand.lambdaWorked) {
    to(`is acknowledged on ${where}`, { place: done, ...hands(hand.none) });
    return;
  }
  const due = ecs ? hand.ecsDue : hand.lambdaDue;
  if (held === due) {
    const after = around.habit === 'acknowledge, then work' ? hand.none : due - (ecs ? 3 : 2);
    to(`has its effect on ${where}`, { effects: more, ...hands(after) });
    return;
  }
  if (!ecs && around.quality === quality.acksFailures) {
    to('fails on lambda and is acknowledged all the same', { place: done, ...hands(hand.none) });
    return;
  }
  // It is assumed to be noticed before a message has been received too often: see README, "What is left out".
  if (!ecs && around.quality === quality.fails && around.faultsLeft) {
    to('fails on lambda and is reported', hands(hand.none), true);
    return;
  }
  if (around.habit === 'acknowledge, then work') {
    to(`is acknowledged on ${where} before the work`, { place: done, ...hands(due) });
  } else if (around.habit === 'check, then act' && message.effects === 0) {
    to(`is found to be new on ${where}`, hands(due));
  } else {
    const effects = Math.max(1, message.effects);
    to(`has its effect on ${where}, unless it had it`, { effects, ...hands(held + 1) });
  }
}

/** Whether a handler of that placement holds the message. */
export function isHeldBy(code: number, placement: 'ecs' | 'lambda'): boolean {
  return unpackMessage(code).hands.some(
    (held) => held !== hand.none && isEcs(held) === (placement === 'ecs'),
  );
}

/** The queue is deleted, and the message with it. */
export function dropMessage(code: number): number {
  const message = unpackMessage(code);
  const stays = message.place === place.unsent || message.place === place.deadLettered;
  return stays ? code : packMessage({ ...message, place: place.deleted });
}

/** The invariant that a message breaks. */
export function messageViolation(code: number): string | undefined {
  const message = unpackMessage(code);
  if (message.effects > 1) return 'at most one effect per order and worker';
  if (message.place === place.deadLettered) return 'no good message in the dead-letter queue';
  const idle = message.hands.every((held) => held === hand.none);
  if (message.place === place.deleted && message.effects === 0 && idle) return 'no order lost';
  return undefined;
}

/** Whether the order was done and nobody holds it any more. */
export function isFinished(code: number): boolean {
  const message = unpackMessage(code);
  return (
    message.place === place.deleted &&
    message.effects === 1 &&
    message.hands.every((held) => held === hand.none)
  );
}
