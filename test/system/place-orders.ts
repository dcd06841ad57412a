import { createDataPlane } from '@phaseline/aws-data-plane';
import type { LocalCloud } from '@phaseline/local-cloud';
import { environmentNames } from '@phaseline/model';
import type { WorkflowRun } from '@phaseline/workflow-runner';
import type { OrdersReport } from '@phaseline/scripts/orders/judge-orders';
import { openLedgerTable } from '@phaseline/scripts/orders/ledger-table';
import { runOrders } from '@phaseline/scripts/orders/run-orders';

const patience = 180_000;

/** Places orders at a front of an environment (production when none is named) and waits for their effects. AWS is found by this process's environment. */
export async function placeOrders(
  { cloud }: { readonly cloud: Pick<LocalCloud, 'url'> },
  count: number,
  frontUrl: string,
  {
    environment = 'production',
    ...more
  }: {
    environment?: string;
    ratePerSecond?: number;
    placedAlongside?: Promise<readonly string[]>;
  } = {},
): Promise<OrdersReport> {
  const aws = createDataPlane();
  try {
    return await runOrders({
      frontUrl,
      table: openLedgerTable(aws.dynamodb, environmentNames(environment).table),
      inboxUrl: `${cloud.url}/_cloud/inbox.json`,
      count,
      seed: 7,
      ...more,
      signal: AbortSignal.timeout(patience),
    });
  } finally {
    await aws.close();
  }
}

/** Ids of the orders that a run's smoke test placed. */
export function smokeOrders(run: WorkflowRun): string[] {
  return run.jobs.flatMap((job) => job.steps.flatMap((step) => step.outputs['order-id'] ?? []));
}
