import type { Tables } from './tables.ts';

/** AWS takes up to days; here an expired item is gone within seconds. */
const INTERVAL_MS = 2000;
const BATCH = 500;

function expireOnce(tables: Tables): void {
  const now = tables.clock.now();
  for (const { record, store } of tables.all()) {
    if (record.ttlAttribute === undefined || record.goneAt !== undefined) continue;
    const keys = store.expired(now, BATCH);
    if (keys.length > 0) tables.database.transaction(() => keys.forEach((key) => store.delete(key)));
  }
}

/** Deletes items whose time to live has ended, in the background; returns what stops it. */
export function startExpiry(tables: Tables): () => void {
  let cancel: () => void;
  const next = (): void => {
    cancel = tables.clock.after(INTERVAL_MS, () => {
      expireOnce(tables);
      next();
    });
  };
  next();
  return () => cancel();
}
