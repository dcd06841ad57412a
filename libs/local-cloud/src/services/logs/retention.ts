import type { LogGroup } from './records.ts';

export const DAY = 86_400_000;

/** Removes the events that are older than the group's retention. */
export function dropExpired({ retentionInDays, streams }: LogGroup, now: number): void {
  if (retentionInDays === undefined) return;
  const oldest = now - retentionInDays * DAY;
  for (const stream of streams.values()) {
    if ((stream.events[0]?.timestamp ?? Infinity) >= oldest) continue;
    stream.events = stream.events.filter(({ timestamp }) => timestamp >= oldest);
  }
}
