import type { EnvironmentStatus, RunningComponent } from '@phaseline/reconciler';
import { table } from './table.ts';

/** Where each component runs, and what, a line a side of it. */
export function statusLines({ components }: Pick<EnvironmentStatus, 'components'>): string[] {
  return table(components.flatMap(sides));
}

function sides({ component, placements, service, function: lambda }: RunningComponent): string[][] {
  const rows: string[][] = [];
  const name = () => (rows.length === 0 ? component : '');
  if (service) {
    const { runningCount, desiredCount, revision = '-', imageDigest } = service;
    const standing = placements.includes('ecs') ? 'ecs' : '(ecs)';
    const tasks = `${runningCount}/${desiredCount} running`;
    rows.push([name(), standing, tasks, revision, shortened(imageDigest)]);
  }
  if (lambda) {
    const { version, mapping, maximumConcurrency, codeSha256 } = lambda;
    const standing = placements.includes('lambda') ? 'lambda' : '(lambda)';
    const consumes = mapping && `${mapping.toLowerCase()}, at most ${maximumConcurrency ?? 'any'} at once`;
    const published = version === undefined ? `${lambda.name}, none live` : `${lambda.name}:${version}`;
    rows.push([
      name(),
      standing,
      consumes ?? (version === undefined ? 'idle' : 'live'),
      published,
      shortened(codeSha256),
    ]);
  }
  return rows.length === 0 ? [[component, '-', 'not deployed']] : rows;
}

function shortened(hash: string | undefined): string {
  return hash?.slice(0, 19) ?? '-';
}
