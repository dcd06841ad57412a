import * as core from '@actions/core';
import type { ReconcileEvent } from '@phaseline/reconciler';

/** Prints what the reconciler does, a line a change; what stays as it is only with debug logging on. */
export function reportToLog(event: ReconcileEvent): void {
  const line = `${event.action.padEnd(9)} ${event.resource}${event.detail ? `  ${event.detail}` : ''}`;
  if (event.action === 'unchanged') core.debug(line);
  else core.info(line);
}
