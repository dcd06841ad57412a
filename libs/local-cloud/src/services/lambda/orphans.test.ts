import { it } from 'vitest';
import { expectNoneOutlivesItsCloud } from '../../testing/kill-cloud.ts';

// What a busy function itself could notice it would notice too late: here its event loop never turns again.
it('leaves no function behind when the cloud itself is killed, however busy the function is', async () => {
  await expectNoneOutlivesItsCloud(new URL('testing/run-until-killed.ts', import.meta.url), 2);
});
