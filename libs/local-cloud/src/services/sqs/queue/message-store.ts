import type { Clock } from '../../../clock.ts';
import type { NewMessage, StoredMessage } from '../message/message.ts';
import { TimeHeap } from './heap.ts';
import type { ReadyMessages } from './ready.ts';

/** One receive of one message, as it stood at that moment. */
export interface Received {
  readonly message: NewMessage;
  readonly receipt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt: number;
}

export interface Counts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** What the store asks of its queue. */
export interface StorePolicy {
  readonly retentionMs: () => number;
  /** Moves a message that was received too often elsewhere; false when it has to stay. */
  readonly deadLetter: (message: StoredMessage) => boolean;
}

/** How often expired messages are looked for at most; a receive never hands one out in between. */
const SWEEP_INTERVAL_MS = 1000;
/** Outdated timers are dropped together once there are this many and they outnumber the live ones. */
const STALE_TIMERS = 1024;

/** The messages of one queue and their states. Every call is synchronous, and none scans the messages. */
export class MessageStore {
  readonly #clock: Clock;
  readonly #ready: ReadyMessages;
  readonly #policy: StorePolicy;
  readonly #messages = new Map<string, StoredMessage>();
  readonly #due = new TimeHeap<StoredMessage>();
  #stale = 0;
  #visible = 0;
  #inFlight = 0;
  #delayed = 0;
  #nextSweep = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, ready: ReadyMessages, policy: StorePolicy) {
    this.#clock = clock;
    this.#ready = ready;
    this.#policy = policy;
  }

  /** When the next delayed or in-flight message may become visible (ms); undefined when there is none. */
  get nextDue(): number | undefined {
    return this.#due.earliest;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  counts(): Counts {
    this.settle();
    return { visible: this.#visible, inFlight: this.#inFlight, delayed: this.#delayed };
  }

  get(id: string): StoredMessage | undefined {
    this.settle();
    return this.#messages.get(id);
  }

  /** Every message, oldest arrival first. */
  all(): StoredMessage[] {
    this.settle();
    return [...this.#messages.values()];
  }

  add(message: NewMessage, delayMs: number): void {
    this.put({
      ...message,
      state: 'delayed',
      dueAt: this.#clock.now() + delayMs,
      receivedAt: 0,
      firstReceivedAt: undefined,
      receiveCount: 0,
      receipt: 0,
    });
  }

  /** Takes a message with its state, e.g. one that was kept on disk. */
  put(message: StoredMessage): void {
    this.#messages.set(message.id, message);
    const sweep = message.sentAt + this.#policy.retentionMs();
    if (sweep < this.#nextSweep) this.#nextSweep = sweep;
    if (message.state === 'in-flight') {
      this.#inFlight += 1;
      this.#ready.hold(message);
    } else if (message.dueAt <= this.#clock.now()) return this.#show(message);
    else {
      this.#delayed += 1;
      message.state = 'delayed';
    }
    this.#due.add(message.dueAt, message);
  }

  take(max: number, visibilityMs: number): Received[] {
    this.settle();
    const now = this.#clock.now();
    const taken = this.#ready.take(max, (message) => this.#mayBeReceived(message, now));
    return taken.map((message) => this.#receive(message, now, visibilityMs));
  }

  /** Ends a message's life in this queue. */
  remove(message: StoredMessage): void {
    this.#messages.delete(message.id);
    this.#leave(message);
    message.state = 'gone';
  }

  /** Lets an in-flight message become visible `visibilityMs` from now instead. */
  postpone(message: StoredMessage, visibilityMs: number): void {
    this.#outdate();
    message.dueAt = this.#clock.now() + visibilityMs;
    this.#due.add(message.dueAt, message);
  }

  /** Moves everything whose time has come to where it belongs now. */
  settle(): void {
    const now = this.#clock.now();
    for (let at = this.#due.earliest; at !== undefined && at <= now; at = this.#due.earliest) {
      const message = this.#due.take()!;
      const waiting = message.state === 'in-flight' || message.state === 'delayed';
      if (waiting && message.dueAt === at) {
        this.#leave(message, true);
        this.#show(message);
      } else this.#stale -= 1;
    }
    if (now >= this.#nextSweep) this.#sweep(now);
  }

  #show(message: StoredMessage): void {
    message.state = 'visible';
    this.#visible += 1;
    this.#ready.push(message);
  }

  #mayBeReceived(message: StoredMessage, now: number): boolean {
    if (message.sentAt + this.#policy.retentionMs() <= now) {
      this.remove(message);
      return false;
    }
    return !this.#policy.deadLetter(message);
  }

  #receive(message: StoredMessage, now: number, visibilityMs: number): Received {
    this.#visible -= 1;
    this.#inFlight += 1;
    message.state = 'in-flight';
    message.dueAt = now + visibilityMs;
    message.receivedAt = now;
    message.firstReceivedAt ??= now;
    message.receiveCount += 1;
    message.receipt += 1;
    this.#due.add(message.dueAt, message);
    const { receipt, receiveCount, firstReceivedAt } = message;
    return { message, receipt, receiveCount, firstReceivedAt };
  }

  #leave(message: StoredMessage, timerTaken = false): void {
    if (message.state === 'visible') this.#visible -= 1;
    if (message.state === 'delayed') this.#delayed -= 1;
    if (message.state === 'in-flight') {
      this.#inFlight -= 1;
      this.#ready.release(message);
    }
    if (message.state !== 'visible' && !timerTaken) this.#outdate();
  }

  #outdate(): void {
    this.#stale += 1;
    if (this.#stale < STALE_TIMERS || this.#stale * 2 < this.#due.size) return;
    this.#due.retain((message, at) => message.dueAt === at && this.#messages.get(message.id) === message);
    this.#stale = 0;
  }

  #sweep(now: number): void {
    const retentionMs = this.#policy.retentionMs();
    let oldest = Number.POSITIVE_INFINITY;
    for (const message of this.#messages.values()) {
      if (message.sentAt + retentionMs <= now) this.remove(message);
      else oldest = Math.min(oldest, message.sentAt);
    }
    this.#nextSweep = Math.max(oldest + retentionMs, now + SWEEP_INTERVAL_MS);
  }

  /** Looks again at what has expired, because the retention period has changed. */
  retentionChanged(): void {
    this.#sweep(this.#clock.now());
  }
}
