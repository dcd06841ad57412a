import { randomUUID } from 'node:crypto';
import * as core from '@actions/core';
import { runAction } from '../run.ts';
import { readInputs } from './inputs.ts';
import { placeSmokeOrder } from './place-order.ts';

await runAction(async ({ signal }) => {
  const { url, environment, order, timeoutSeconds } = readInputs();
  // One key per attempt of a run: a step that is retried by hand tests anew, a retried request does not.
  const { GITHUB_RUN_ID: run = randomUUID(), GITHUB_RUN_ATTEMPT: attempt = '1' } = process.env;
  const idempotencyKey = `smoke-${environment}-${run}-${attempt}`;
  // Said at once: it is there to be looked for where the test fails, too.
  const onPlaced = (orderId: string) => core.setOutput('order-id', orderId);
  const result = await placeSmokeOrder({ url, order, idempotencyKey, timeoutSeconds, onPlaced }, signal);
  const effects = Object.entries(result.effects)
    .map(([component, outcome]) => `${component} ${outcome}`)
    .join(', ');
  core.info(`Order ${result.orderId} went all the way in ${result.seconds.toFixed(2)} s: ${effects}`);
  core.setOutput('seconds', result.seconds.toFixed(3));
  await core.summary
    .addRaw(`Smoke test of <${url.href}>: order done in ${result.seconds.toFixed(2)} s (${effects})`, true)
    .write();
});
