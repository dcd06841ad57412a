import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { components, type Component } from '@phaseline/model';
import { installOwnPackages } from './build/own-packages.ts';
import { containerForms, type ContainerForms } from './containers.ts';
import { apiContenders, workerContenders, type Contender, type Workshop } from './contenders.ts';
import { describeRun } from './describe-run.ts';
import { batchEvent, orderEvent } from './first-events.ts';
import { assertSameVersions, installPeers } from './install.ts';
import { startContainer } from './measure/start-container.ts';
import { startFunction } from './measure/start-function.ts';
import { takeTurns, type Turn } from './measure/take-turns.ts';
import { renderTable, type Row, type Table } from './report.ts';
import { startCloud, type Cloud } from './surroundings.ts';

// npm run bench:cold-start [-- --runs 21] [--only <component>|containers] [--out FILE]
const ROOT = join(import.meta.dirname, '../../..');
const KB = 1024;
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '21' },
    only: { type: 'string' },
    out: { type: 'string', default: join(ROOT, 'docs/measurements/cold-start.md') },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`--runs must be a whole number from 1, found '${values.runs}'`);
  process.exit(2);
}
const isWanted = (what: string): boolean => values.only === undefined || values.only === what;

const nodeModules = installPeers();
const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
let cloud: Cloud | undefined;
try {
  const own = ['contracts', 'aws-data-plane', 'messaging'].map((name) => `libs/${name}`);
  const apps = components.map((name) => `apps/${name}`);
  assertSameVersions(await installOwnPackages(ROOT, [...own, ...apps], nodeModules));
  const workshop = { root: ROOT, nodeModules, folder };
  cloud = await startCloud();
  const tables: Table[] = [];
  for (const component of components.filter(isWanted))
    tables.push(await measureFunction(component, workshop, cloud));
  if (isWanted('containers')) tables.push(...(await measureContainers(workshop, cloud)));
  const report = [await describeRun(runs, nodeModules), ...tables.map(renderTable)].join('\n');
  console.log(report);
  if (values.only === undefined) await writeFile(values.out, report);
} finally {
  await cloud?.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measureFunction(
  component: Component,
  workshop: Workshop,
  { variables, ...aws }: Cloud,
): Promise<Table> {
  const api = component === 'order-publisher';
  await mkdir(join(folder, component), { recursive: true });
  const contenders = api ? await apiContenders(workshop) : await workerContenders(component, workshop);
  const definition = JSON.parse(await readFile(join(ROOT, 'lambda', component, 'function.json'), 'utf8')) as {
    MemorySize: number;
  };
  const asked = api ? { event: orderEvent, check: assertAccepted } : { event: batchEvent, check: assertDone };
  const samples = await measure(
    component,
    contenders.map(({ name, deployment }) => ({
      id: name,
      start: () =>
        startFunction(
          { root: deployment.folder, memorySize: definition.MemorySize, variables, ...asked },
          aws,
        ),
    })),
  );
  const rowOf = ({ name, deployment, most }: Contender): Row => ({
    name,
    samples: samples.get(name) ?? [],
    bytes: deployment.zipBytes,
    files: deployment.files,
    ...(most === undefined ? {} : { most }),
  });
  const first = api ? 'POST /orders' : 'a batch of ten';
  return {
    title: `${component}: spawn to the answer to ${first}`,
    rows: contenders.map(rowOf),
    mostBytes: (api ? 120 : 100) * KB,
    bytesAre: 'zip',
  };
}

async function measureContainers(workshop: Workshop, { env, variables }: Cloud): Promise<Table[]> {
  for (const component of components) await mkdir(join(folder, component), { recursive: true });
  const forms = await containerForms(workshop);
  const start =
    ({ listening }: ContainerForms, form: { folder: string; main: string }) =>
    () =>
      startContainer({ ...form, variables: { ...env, ...variables, PORT: '0' }, listening });
  const samples = await measure(
    'containers',
    forms.flatMap((form) => [
      { id: `${form.component} ours`, start: start(form, form.bundled) },
      { id: `${form.component} node_modules`, start: start(form, form.unbundled) },
    ]),
  );
  return forms.map(({ component, layerBytes, unbundled }) => ({
    title: `${component} in a container: spawn to listening`,
    rows: [
      { name: 'ours', samples: samples.get(`${component} ours`) ?? [], bytes: layerBytes },
      {
        name: 'node_modules',
        samples: samples.get(`${component} node_modules`) ?? [],
        bytes: unbundled.zipBytes,
        most: 0.45,
      },
    ],
    mostBytes: 0.4 * KB * KB,
    bytesAre: 'layer, gz',
  }));
}

async function measure(what: string, turns: readonly Turn[]): ReturnType<typeof takeTurns> {
  return takeTurns(turns, runs, (counted) => {
    process.stderr.write(`\r${what}: ${counted} of ${runs} rounds${counted === runs ? '\n' : ''}`);
  });
}

function assertAccepted(answer: unknown): void {
  if ((answer as { statusCode?: number }).statusCode !== 202) throw new Error('the order was not accepted');
}

function assertDone(answer: unknown): void {
  const { batchItemFailures } = answer as { batchItemFailures?: unknown[] };
  if (batchItemFailures?.length !== 0) throw new Error('the batch was not done');
}
