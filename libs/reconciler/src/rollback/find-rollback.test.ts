import { BatchDeleteImageCommand } from '@aws-sdk/client-ecr';
import { environmentNames } from '@phaseline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planPhase } from '../phase/plan-phase.ts';
import { readStatus } from '../status/read-status.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { systemIn, type Faults, type System } from '../testing/system.ts';
import { findRollback, releasesByComponent } from './find-rollback.ts';

const environment = 'before';
const names = environmentNames(environment);
let aws: TestCloud;
let system: System;

beforeAll(async () => {
  aws = await startCloud();
  system = systemIn(environment, { clients: aws.clients });
});
afterAll(async () => {
  await aws.stop();
});

const context = () => ({ clients: aws.clients });
const find = async (phase: 'ecs' | 'hybrid' | 'serverless') =>
  await findRollback({ phase, environment }, context());
async function deploy(phase: 'ecs' | 'hybrid' | 'serverless', deployment: string, faults: Faults = {}) {
  await system.release(phase, faults, { deployment });
  await system.switch(phase, { deployment });
}
async function rollBack(phase: 'hybrid', deployment: string) {
  const releases = releasesByComponent(await find(phase));
  await system.release(phase, {}, { deployment, releases });
  await system.switch(phase, { deployment });
}
/** What runs: image digest or code hash by component. */
const running = async () =>
  Object.fromEntries(
    (await readStatus({ environment }, context())).components.map((each) => [
      each.component,
      each.placements.includes('ecs') ? each.service?.imageDigest : each.function?.codeSha256,
    ]),
  );

/** Without the lease, which a switch takes, renews and releases. */
const calls = (made: readonly string[]) => made.filter((call) => call !== 'dynamodb PutItem').toSorted();

it(
  'goes back to what ran before, on either side, by exactly the planned calls',
  { timeout: 180_000 },
  async () => {
    await expect(find('hybrid')).rejects.toThrow(/nothing is deployed/);
    await deploy('hybrid', '2026-01-01T00:00:00Z');
    await expect(find('hybrid')).rejects.toThrow(/released for the first time/);
    const first = await running();
    await deploy('hybrid', '2026-01-02T00:00:00Z', { 'email-service': 'other', 'order-publisher': 'other' });
    const second = await running();

    const rollback = await find('hybrid');
    expect(rollback.deployment).toBe('2026-01-02T00:00:00Z');
    expect(rollback.releases.filter(({ instead }) => instead)).toEqual([
      {
        component: 'order-publisher',
        placement: 'ecs',
        release: 'before-order-publisher-td:1',
        instead: 'before-order-publisher-td:2',
      },
      { component: 'email-service', placement: 'lambda', release: '1', instead: '2' },
    ]);
    const planned = await planPhase(
      { ...system.request('hybrid'), releases: releasesByComponent(rollback) },
      context(),
    );
    const { writes } = await aws.callsDuring(async () => await rollBack('hybrid', '2026-01-03T00:00:00Z'));
    expect(calls(writes)).toEqual(
      calls([...planned.resources, ...planned.steps].flatMap((item) => item.calls)),
    );
    expect(await running()).toEqual(first);

    // Once more is forward again: what was rolled back ran before the rollback.
    await rollBack('hybrid', '2026-01-04T00:00:00Z');
    expect(await running()).toEqual(second);
  },
);

it('a move is taken back with the phase of before, image and all', { timeout: 180_000 }, async () => {
  const before = await running();
  await deploy('serverless', '2026-02-01T00:00:00Z', { 'email-service': 'other' });
  await expect(find('serverless')).rejects.toThrow(
    /order-publisher: it came to Lambda with that deployment and ran before-order-publisher-td:2 on ECS before/,
  );
  await rollBack('hybrid', '2026-02-02T00:00:00Z');
  expect(await running()).toEqual(before);
  await expect(find('serverless')).rejects.toThrow(/order-publisher: it runs on ECS, and its function/);
});

it('what was removed since is named before anything is written', { timeout: 120_000 }, async () => {
  const imageDigest = (await running())['order-publisher'];
  await deploy('hybrid', '2026-03-01T00:00:00Z', { 'email-service': 'other' });
  const repositoryName = names.repository('order-publisher');
  await aws.clients.ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageDigest }] }));
  const { writes } = await aws.callsDuring(async () => {
    await expect(find('hybrid')).rejects.toThrow(
      /order-publisher: image sha256:[0-9a-f]+ of .* is not in repository/,
    );
  });
  expect(writes).toEqual([]);
});
