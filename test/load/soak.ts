import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainReporter } from '@phaseline/workflow-runner';
import { momentLine } from '@phaseline/scripts/tour/moment-lines';
import { runTour } from '@phaseline/scripts/tour/run-tour';
import { tourCloud } from '@phaseline/scripts/tour/tour-cloud';
import { renderTour } from '@phaseline/scripts/tour/tour-screen';
import { breakThings, type Breaking, type Damage } from './break-things.ts';
import { root } from '../system/copy-workspace.ts';
import { startDelivery } from '../system/delivery.ts';
import { soakPage } from './soak-page.ts';

// npm run test:soak: the tour under faults and kills for as long as it takes to reach so many orders, all six directions. Its figures go to
// docs/measurements/soak.md. Bounded: SOAK_ORDERS (100000), SOAK_RATE (200 requests a second), SOAK_MINUTES (20), SOAK_SEED.
const number = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const wanted = {
  orders: number('SOAK_ORDERS', 100_000),
  rate: number('SOAK_RATE', 200),
  minutes: number('SOAK_MINUTES', 20),
  seed: number('SOAK_SEED', Date.now() % 1_000_000),
};
console.log(`Soak: ${JSON.stringify(wanted)}`);
const delivery = await startDelivery(tourCloud);
let breaking: Promise<Breaking> | undefined;
let damage: Damage | undefined;
let shown = 0;
try {
  const result = await runTour({
    cloud: delivery.cloud,
    workspace: delivery.workspace,
    environment: 'production',
    stops: ['ecs', 'hybrid', 'serverless', 'ecs', 'serverless', 'hybrid', 'ecs'],
    ratePerSecond: wanted.rate,
    seed: wanted.seed,
    atLeast: wanted.orders,
    longestSeconds: wanted.minutes * 60,
    // Time for the last effects on top.
    signal: AbortSignal.timeout((wanted.minutes + 10) * 60_000),
    reporter: plainReporter({ write: (text) => void process.stdout.write(text), colors: false, logs: false }),
    onLoad: () => {
      breaking = breakThings({
        cloud: delivery.cloud,
        seed: wanted.seed,
        rate: 0.02,
        hangs: 20,
        killEverySeconds: 6,
      });
    },
    onSettle: async () => {
      damage = await (await breaking)?.stop();
    },
    onFigures: (moment) => {
      if ((shown += 1) % 5 === 1) console.log(momentLine(moment));
    },
  });
  console.log(renderTour(result));
  console.log(JSON.stringify({ ...wanted, damage }));
  await writeFile(
    join(root, 'docs/measurements/soak.md'),
    soakPage(wanted, result, damage ?? { faults: {}, killed: {} }),
  );
  process.exitCode = result.orders.problems.length === 0 && !result.failure ? 0 : 1;
} finally {
  await (await breaking)?.stop();
  await delivery.close();
}
