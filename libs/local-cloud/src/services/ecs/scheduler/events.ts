import { randomUUID } from 'node:crypto';
import type { ServiceRecord } from '../records.ts';

/** Adds a line to the service's events, newest first; a change ends its steady state. */
export function addEvent(service: ServiceRecord, message: string): void {
  service.events.unshift({
    id: randomUUID(),
    createdAt: new Date(),
    message: `(service ${service.name}) ${message}`,
  });
  service.events.length = Math.min(service.events.length, 100);
}
