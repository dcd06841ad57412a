import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { components, type Phase } from '@phaseline/model';
import { publishedVersions } from '@phaseline/reconciler/testing/published';
import { pushImage } from '@phaseline/reconciler/testing/push-image';
import { shopIn } from '@phaseline/reconciler/testing/shop';
import { startCloud, type TestCloud } from '@phaseline/reconciler/testing/start-cloud';
import {
  functionCode,
  functionSettings,
  type System,
  systemIn,
  workerImage,
} from '@phaseline/reconciler/testing/system';
import { taskDefinitionOf } from '@phaseline/reconciler/testing/task-definition';
import { zipOf } from '@phaseline/reconciler/testing/zip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Death } from './testing/deadly-endpoint.ts';
import { type ActionEnd, type Actions, startActions } from './testing/start-actions.ts';

/**
 * Actions as processes of their own, killed by SIGKILL at a write call, which AWS has got or not; then run again. More often: KILLS;
 * as before: KILLS_SEED.
 */
const seed = Number(process.env['KILLS_SEED'] ?? Date.now() % 1_000_000);
/** How often one move between phases is killed at most. */
const kills = Number(process.env['KILLS'] ?? 4);
/** About how many write calls a move makes, those not counted that a next run makes again. */
const writesOfMove = 80;
/** Writes that a run makes before it gets on: it takes the lease and renews it. */
const writesBeforeProgress = 6;
const environment = 'killed';

let aws: TestCloud;
let actions: Actions;
let system: System;
let folder = '';
beforeAll(async () => {
  aws = await startCloud();
  actions = await startActions(aws.cloud.url);
  system = systemIn(environment, { clients: aws.clients });
  folder = await mkdtemp(join(tmpdir(), 'phaseline-killed-'));
  for (const component of components) {
    await mkdir(join(folder, 'lambda', component), { recursive: true });
    await writeFile(join(folder, 'lambda', component, 'function.json'), JSON.stringify(functionSettings));
  }
});
afterAll(async () => {
  await actions?.stop();
  await aws?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Numbers from `seed`: xorshift. */
function random(start: number) {
  let state = start | 1;
  return (most: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (Math.abs(state) % most) + 1;
  };
}
const draw = random(seed);

/** Runs it again and again, each time killed as `next` says, until one gets to its end. */
async function untilFinished(
  run: (death: Death | undefined) => Promise<ActionEnd>,
  next: (deaths: number) => Death | undefined,
): Promise<{ deaths: number; last: ActionEnd }> {
  for (let deaths = 0; ; deaths += 1) {
    const last = await run(next(deaths));
    if (last.ending !== 'killed') return { deaths, last };
  }
}

/**
 * At its first write, which AWS gets, and again, then at its second, and so on: that a write comes first is because all before it are done, and
 * some, such as publishing what is published, are done again by every run.
 */
const writeByWrite = (deaths: number): Death => ({ atWrite: 1 + Math.floor(deaths / 2), reaches: true });

describe(`an action that is killed, KILLS_SEED=${seed} KILLS=${kills}`, { timeout: 1_200_000 }, () => {
  const applied = async (phase: Phase, stage: string, death?: Death) =>
    await actions.run(
      'apply-phase',
      {
        phase,
        environment,
        stage,
        functions: join(folder, 'lambda'),
        'quiet-seconds': '0',
        'patience-seconds': '60',
        'proof-messages': '1',
        'proof-idle-seconds': '0',
      },
      death,
    );
  /** Spread over all writes of a move, however many kills: what a run cannot get past is not asked for more often than `kills` times. */
  const drawn = (deaths: number): Death | undefined => {
    if (deaths >= kills) return undefined;
    const further = Math.ceil((2 * writesOfMove) / kills);
    return { atWrite: draw(writesBeforeProgress + further), reaches: draw(2) === 1 };
  };

  it('apply-phase, stage provision: the next run makes what is missing, and then nothing', async () => {
    for (const phase of ['ecs', 'serverless'] as const) {
      const { last } = await untilFinished(async (death) => await applied(phase, 'provision', death), drawn);
      expect(last.ending, last.log).toBe('success');
      expect(await applied(phase, 'provision')).toMatchObject({ ending: 'success', writes: 0 });
    }
  });

  it('apply-phase, stage switch: the next run moves on, and no order is lost', async () => {
    const shop = shopIn(environment, aws);
    await system.release('ecs');
    await system.switch('ecs');
    let deaths = 0;
    for (const phase of ['serverless', 'ecs'] as const) {
      await system.release(phase);
      const finished = await untilFinished(async (death) => {
        await shop.letLeaseExpire();
        if (phase === 'serverless') await shop.placeOrder();
        return await applied(phase, 'switch', death);
      }, drawn);
      deaths += finished.deaths;
      expect(finished.last.ending, finished.last.log).toBe('success');
      const again = await applied(phase, 'switch');
      expect(again.log).toContain('0 of');
      expect(again).toMatchObject({ ending: 'success', writes: 0 });
      const { result, writes } = await aws.callsDuring(async () => await system.switch(phase));
      expect(result).toMatchObject({ moving: [], moved: { outcome: 'unchanged' } });
      expect(writes).toEqual([]);
      // Only functions take orders here: those of ECS that stand in for the real ones do not.
      const lost = phase === 'serverless' ? await shop.lostOrders() : [];
      expect(lost).toEqual([]);
    }
    console.log(`apply-phase killed ${deaths} times, KILLS_SEED=${seed}`);
  });

  it('publish-lambda, after each of its writes: one version, live, and then nothing to do', async () => {
    const FunctionName = system.names.function('email-service');
    const inputs = {
      component: 'email-service',
      environment,
      zip: join(folder, 'function.zip'),
      function: join(folder, 'lambda', 'email-service', 'function.json'),
      consume: 'true',
    };
    for (const [version, answer] of [
      ['1', ''],
      ['2', 'other'],
    ] as const) {
      await writeFile(inputs.zip, zipOf('handler.mjs', functionCode(answer)));
      const { deaths, last } = await untilFinished(
        async (death) => await actions.run('publish-lambda', inputs, death),
        writeByWrite,
      );
      expect(last.ending, last.log).toBe('success');
      expect(deaths).toBeGreaterThan(2);
      expect(await publishedVersions(FunctionName, aws.clients)).toEqual({
        live: version,
        versions: Array.from({ length: Number(version) }, (_, index) => String(index + 1)),
      });
      expect(await actions.run('publish-lambda', inputs)).toMatchObject({ ending: 'success', writes: 0 });
    }
  });

  it('deploy-ecs-service, after each of its writes: the service runs it, and then nothing to do', async () => {
    const component = 'analytics-service';
    const { repositories } = await aws.clients.ecr.send(
      new DescribeRepositoriesCommand({ repositoryNames: [system.names.repository(component)] }),
    );
    const place = { account: aws.cloud.account, region: aws.cloud.region };
    const file = join(folder, 'task-definition.json');
    // Images that nothing above has released: what runs already is not written again.
    for (const code of [`${workerImage}// one`, `${workerImage}// other`]) {
      const image = await pushImage(repositories?.[0]?.repositoryUri ?? '', code, aws.clients);
      await writeFile(file, JSON.stringify(taskDefinitionOf(component, environment, place, image)));
      const inputs = { component, environment, 'task-definition': file, 'timeout-minutes': '5' };
      const { deaths, last } = await untilFinished(
        async (death) => await actions.run('deploy-ecs-service', inputs, death),
        writeByWrite,
      );
      expect(last.ending, last.log).toBe('success');
      expect(deaths).toBeGreaterThan(0);
      const { services } = await aws.clients.ecs.send(
        new DescribeServicesCommand({
          cluster: system.names.cluster,
          services: [system.names.service(component)],
        }),
      );
      expect(services).toMatchObject([{ runningCount: 1, deployments: [{ rolloutState: 'COMPLETED' }] }]);
      expect(await actions.run('deploy-ecs-service', inputs)).toMatchObject({
        ending: 'success',
        writes: 0,
      });
    }
  });
});
