import type { Phase } from '@phaseline/model';
import type { EnvironmentStatus } from '@phaseline/reconciler';
import type { OrdersReport } from '../orders/judge-orders.ts';

/** Everything that one run of the main job has to tell. */
export interface Figures {
  readonly phase: Phase;
  readonly environment: string;
  readonly runtime: string;
  readonly frontUrl: string;
  readonly cloudUrl: string;
  /** Whether the cloud is kept up afterwards, so that its URLs lead somewhere. */
  readonly serving: boolean;
  readonly status: EnvironmentStatus;
  readonly orders: OrdersReport;
  /** Seconds per step, by name. */
  readonly seconds: Readonly<Record<string, number>>;
}
