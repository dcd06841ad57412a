import type { Tables } from '../tables/tables.ts';
import { perform, type Write, type Written } from './write.ts';

/** A write by itself. With indexes it takes several statements, which belong together. */
export function performAlone(tables: Tables, write: Write): Written {
  if (write.table.record.indexes.length === 0) return perform(write);
  return tables.database.transaction(() => perform(write));
}
