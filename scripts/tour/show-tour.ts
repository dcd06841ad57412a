import { writeFile } from 'node:fs/promises';
import type { LocalCloud } from '@phaseline/local-cloud';
import { root } from '../root.ts';
import { runTour } from './run-tour.ts';
import { tourDisplay } from './tour-display.ts';
import { renderTour, tourJson } from './tour-screen.ts';

const defaultRate = 25;

/** Makes the whole tour on a terminal. @returns the exit code: 0 only when no order was lost or doubled. */
export async function showTour(options: {
  readonly cloud: LocalCloud;
  readonly seed: number;
  readonly rate: number | undefined;
  readonly json: string | undefined;
  readonly signal: AbortSignal;
}): Promise<number> {
  const display = tourDisplay(process.stdout);
  const result = await runTour({
    cloud: options.cloud,
    workspace: root,
    environment: 'production',
    stops: ['ecs', 'hybrid', 'serverless', 'ecs'],
    ratePerSecond: options.rate ?? defaultRate,
    seed: options.seed,
    signal: options.signal,
    reporter: display.reporter,
    onFigures: display.show,
  }).finally(display.clear);
  console.log(renderTour(result));
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(tourJson(result), undefined, 2)}\n`);
  }
  return result.orders.problems.length === 0 && !result.failure ? 0 : 1;
}
