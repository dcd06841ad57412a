import { writeFile } from 'node:fs/promises';
import { createDataPlane } from '@phaseline/aws-data-plane';
import { startCloudProcess } from '@phaseline/local-cloud/own-process';
import { chooseRuntime } from './choose-runtime.ts';
import { environmentNames } from '@phaseline/model';
import { createClients, readStatus } from '@phaseline/reconciler';
import { repositoryOf, terminalReporter } from '@phaseline/workflow-runner';
import { readChoice, readFlags, readInteger, runCommand, UsageError } from './command-line.ts';
import { bootstrapLocalCloud, mainBranch } from './deployment/bootstrap-local-cloud.ts';
import { runDeployment } from './deployment/run-deployment.ts';
import { withEnvironment } from './deployment/with-environment.ts';
import { openLedgerTable } from './orders/ledger-table.ts';
import { showProgress } from './progress.ts';
import { runOrders } from './orders/run-orders.ts';
import { readOutputFile, readPhase } from './read-values.ts';
import { root } from './root.ts';
import { renderScreen } from './screen/render-screen.ts';
import { toJson } from './screen/to-json.ts';
import { showTour } from './tour/show-tour.ts';
import { tourCloud } from './tour/tour-cloud.ts';

const help = `
npm start -- [options]

Boots an embedded AWS on this machine, runs the repository's own deploy workflow against it, places orders at the
front door, waits for all their effects and says whether every accepted order has exactly its effects.

  --phase ecs|hybrid|serverless   where the components run (default ecs)
  --tour                go ecs -> hybrid -> serverless -> ecs while orders flow, and say whether any was lost or doubled
  --orders N            how many requests to send, 0 to 100000 (default 100): normal, repeated idempotency
                        keys, out of stock, invalid
  --seed N              decides the mix of orders (default 1)
  --rate N              requests a second (default: as fast as 8 connections go; on a tour 25)
  --json FILE           write the same figures as JSON
  --serve               keep everything up afterwards, until Ctrl-C
  --port N              port of the local cloud (default: a free one)
  --runtime docker|process   how tasks run (default: docker where an engine answers)
  -h, --help

Exit code 0 only if every accepted order has exactly its effects; 1 if anything failed, 2 for wrong usage.
`;

await runCommand(help, async (parameters, signal) => {
  const started = performance.now();
  const flags = readStartFlags(parameters);
  const runtime = await chooseRuntime(flags.runtime);
  signal.throwIfAborted();
  const cloud = await startCloudProcess({
    ...(flags.port !== undefined && { port: flags.port }),
    runtime,
    ...(flags.tour && tourCloud),
  });
  try {
    if (flags.tour) return await showTour({ cloud, ...flags, signal });
    return await withEnvironment(cloud.env, async () => {
      const booted = (performance.now() - started) / 1000;
      console.log(
        `Local cloud at ${cloud.url} (tasks run as ${cloud.runtime === 'docker' ? 'containers' : 'processes'})`,
      );
      const environment = 'production';
      const deployment = await runDeployment({
        workspace: root,
        phase: flags.phase,
        environment,
        env: { ...process.env, ...cloud.env },
        // As on AWS: the workflow takes the roles that a job of main may take.
        vars: await bootstrapLocalCloud(cloud, repositoryOf(root)),
        ref: mainBranch,
        reporter: terminalReporter(process.stdout),
        signal,
      });
      const status = await readStatus({ environment }, { clients: createClients(), signal });
      const dataPlane = createDataPlane();
      const ordersStarted = performance.now();
      const progress = showProgress(process.stdout);
      const orders = await runOrders({
        frontUrl: deployment.frontUrl,
        table: openLedgerTable(dataPlane.dynamodb, environmentNames(environment).table),
        inboxUrl: `${cloud.url}/_cloud/inbox.json`,
        count: flags.orders,
        seed: flags.seed,
        ratePerSecond: flags.rate,
        signal,
        onProgress: progress.update,
      });
      progress.clear();
      await dataPlane.close();
      const figures = {
        phase: flags.phase,
        environment,
        runtime: cloud.runtime,
        frontUrl: deployment.frontUrl,
        cloudUrl: cloud.url,
        serving: flags.serve,
        status,
        orders,
        seconds: {
          boot: booted,
          ...deployment.seconds,
          orders: (performance.now() - ordersStarted) / 1000,
          total: (performance.now() - started) / 1000,
        },
      };
      console.log(renderScreen(figures));
      if (flags.json !== undefined)
        await writeFile(flags.json, `${JSON.stringify(toJson(figures), undefined, 2)}\n`);
      if (flags.serve) {
        console.log('Serving until Ctrl-C.');
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          else signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      return orders.problems.length === 0 ? 0 : 1;
    });
  } finally {
    await cloud.stop();
  }
});

function readStartFlags(parameters: readonly string[]) {
  const flags = readFlags(parameters, {
    phase: { type: 'string' },
    tour: { type: 'boolean', default: false },
    orders: { type: 'string' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string' },
    json: { type: 'string' },
    serve: { type: 'boolean', default: false },
    port: { type: 'string' },
    runtime: { type: 'string' },
  });
  const phase = readPhase(flags.phase ?? 'ecs');
  for (const other of ['phase', 'orders', 'serve'] as const) {
    if (!flags.tour || flags[other] === undefined || flags[other] === false) continue;
    throw new UsageError(
      `--tour goes through all phases while orders flow and then ends: leave out --${other}`,
    );
  }
  return {
    phase,
    tour: flags.tour,
    orders: readInteger('orders', flags.orders ?? '100', 0, 100_000),
    seed: readInteger('seed', flags.seed, 0, 2 ** 32 - 1),
    rate: flags.rate === undefined ? undefined : readInteger('rate', flags.rate, 1, 100_000),
    port: flags.port === undefined ? undefined : readInteger('port', flags.port, 0, 65_535),
    runtime:
      flags.runtime === undefined
        ? undefined
        : readChoice('runtime', flags.runtime, ['docker', 'process'] as const),
    json: flags.json === undefined ? undefined : readOutputFile('json', flags.json),
    serve: flags.serve,
  };
}
