import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { systemIn } from '../testing/system.ts';
import { previousArtifacts } from './previous-artifacts.ts';

const environment = 'before';
let aws: TestCloud;

beforeAll(async () => {
  aws = await startCloud();
});
afterAll(async () => {
  await aws.stop();
});

const before = async () => await previousArtifacts({ environment }, { clients: aws.clients });

it('finds what ran before a release, on either side', { timeout: 180_000 }, async () => {
  expect(await before()).toEqual([]);
  const system = systemIn(environment, { clients: aws.clients });
  await system.release('hybrid');
  await system.switch('hybrid');
  expect(await before()).toEqual([]);
  await system.release('hybrid', { 'email-service': 'other', 'order-publisher': 'other' });
  await system.switch('hybrid');
  const [api, email, ...more] = await before();
  expect(api).toMatchObject({
    component: 'order-publisher',
    placement: 'ecs',
    release: 'before-order-publisher-td:1',
    imageDigest: expect.stringMatching(/^sha256:/),
  });
  expect(email).toMatchObject({ component: 'email-service', placement: 'lambda', release: '1' });
  const zip = Buffer.from(await (await fetch(email?.code?.location ?? '')).arrayBuffer());
  expect(createHash('sha256').update(zip).digest('base64')).toBe(email?.code?.sha256);
  expect(more).toEqual([]);
  // A release that goes back leaves the note as it is.
  await system.release('hybrid', { 'email-service': 'acks everything', 'order-publisher': 'other' });
  await expect(system.switch('hybrid')).rejects.toThrow(/failed its smoke test/);
  expect((await before()).map(({ release }) => release)).toEqual(['before-order-publisher-td:1', '1']);
});
