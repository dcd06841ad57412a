import { expect, it } from 'vitest';
import { killCloud } from '../../testing/kill-cloud.ts';

// What a busy function itself could notice it would notice too late: here its event loop never turns again.
it('leaves no function behind when the cloud itself is killed, however busy the function is', async () => {
  const killed = await killCloud(new URL('testing/run-until-killed.ts', import.meta.url));
  expect(killed).toEqual({ began: 2, left: [] });
});
