import { randomUUID } from 'node:crypto';
import type { FunctionVersion, Lambda } from './records.ts';

/** A change of a version: in progress, and done a little later. */
export function beginUpdate(lambda: Lambda, version: FunctionVersion): void {
  version.lastUpdate = 'InProgress';
  version.lastModified = lambda.clock.now();
  version.revisionId = randomUUID();
  settleLater(lambda, version);
}

/** Ends what is in progress when its time has come; also after a restart. */
export function settleLater({ clock, pace }: Lambda, version: FunctionVersion): void {
  const pending = version.state === 'Pending';
  clock.after(pending ? pace.create : pace.update, () => {
    version.state = 'Active';
    version.lastUpdate = 'Successful';
    // On AWS too the revision changes with the state.
    version.revisionId = randomUUID();
  });
}
