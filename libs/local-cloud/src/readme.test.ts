import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from './cloud.ts';
import { CALL_LOG_BOUND } from './control/call-log.ts';
import type { IndexFacts } from './control/index-page.ts';
import { control } from './testing/client-options.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterAll(() => cloud.stop());

it('the README lists exactly what is built', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const { services, links } = (await control(cloud, 'health')).json as unknown as IndexFacts;
  // The first is the table's head.
  const rows = [...readme.matchAll(/^\| ([\w-]+) \| ([\w, ]+) \| [^|]* \|$/gm)];
  const listed = rows.slice(1).map(([, name, operations]) => ({ name, operations: operations?.split(', ') }));
  expect(listed).toEqual(services);
  for (const { path } of links) expect(readme).toContain(`GET ${path}`);
  expect(readme).toContain(`the last ${CALL_LOG_BOUND.toLocaleString('en')} are kept`);
});
