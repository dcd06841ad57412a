import { writeFile } from 'node:fs/promises';
import { createDataPlane } from '@phaseline/aws-data-plane';
import { environmentNames } from '@phaseline/model';
import { createClients, readStatus } from '@phaseline/reconciler';
import { readFlags, readInteger, runCommand, UsageError } from './command-line.ts';
import { openLedgerTable } from './orders/ledger-table.ts';
import { runOrders } from './orders/run-orders.ts';
import { readEnvironmentName, readOutputFile } from './read-values.ts';
import { showProgress } from './progress.ts';
import { ordersLines } from './screen/orders-lines.ts';

const help = `
npm run orders -- [--count N] [--environment NAME]

Places orders at the front door of an environment that is deployed, waits for all their effects and reports the figures.
AWS is found by the environment (AWS_ENDPOINT_URL, AWS_REGION, credentials). Nobody else should place orders meanwhile.

  --count N           how many requests to send (default 100)
  --environment NAME  default production
  --url URL           front door; default: that of the environment
  --seed N            decides the mix of orders (default 1)
  --rate N            requests a second (default: as fast as 8 connections go)
  --json FILE         write the figures as JSON
  -h, --help

Exit code 0 only if every accepted order has exactly its effects.
`;

await runCommand(help, async (parameters, signal) => {
  const flags = readFlags(parameters, {
    count: { type: 'string', default: '100' },
    environment: { type: 'string', default: 'production' },
    url: { type: 'string' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string' },
    json: { type: 'string' },
  });
  const count = readInteger('count', flags.count, 1, 1_000_000);
  const seed = readInteger('seed', flags.seed, 0, 2 ** 32 - 1);
  const ratePerSecond = flags.rate === undefined ? undefined : readInteger('rate', flags.rate, 1, 100_000);
  const environment = readEnvironmentName(flags.environment);
  const json = flags.json === undefined ? undefined : readOutputFile('json', flags.json);
  if (flags.url !== undefined && !URL.canParse(flags.url)) {
    throw new UsageError(`--url ${flags.url}: expected a URL such as http://127.0.0.1:8080`);
  }
  if ((process.env['AWS_REGION'] ?? '') === '') {
    throw new Error(
      'No AWS region in the environment: set AWS_REGION (npm run cloud prints all that is needed)',
    );
  }
  const names = environmentNames(environment);
  const frontUrl =
    flags.url ?? (await readStatus({ environment }, { clients: createClients(), signal })).frontUrl;
  if (frontUrl === undefined) {
    throw new Error(
      `Environment ${environment} has no front door; deploy it first (npm run deploy), or give --url`,
    );
  }
  const dataPlane = createDataPlane();
  const progress = showProgress(process.stdout);
  const inbox = await findInbox(process.env['AWS_ENDPOINT_URL']);
  const report = await runOrders({
    frontUrl,
    table: openLedgerTable(dataPlane.dynamodb, names.table),
    inboxUrl: inbox,
    count,
    seed,
    ratePerSecond,
    signal,
    onProgress: progress.update,
  });
  progress.clear();
  await dataPlane.close();
  console.log(ordersLines(report).join('\n'));
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ frontUrl, ...report }, undefined, 2)}\n`);
  return report.problems.length === 0 ? 0 : 1;
});

// AWS keeps no inbox; where the endpoint shows one, emails are counted one by one.
async function findInbox(endpoint: string | undefined): Promise<string | undefined> {
  if (endpoint === undefined) return undefined;
  const url = new URL('/_cloud/inbox.json', endpoint).href;
  return (await fetch(url).catch(() => undefined))?.ok ? url : undefined;
}
