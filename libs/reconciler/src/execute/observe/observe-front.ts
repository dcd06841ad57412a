import { apiComponent, type Placement } from '@phaseline/model';
import { observe } from '../../engine/observe.ts';
import { plan } from '../../engine/plan.ts';
import type { FrontFacts } from '../../switch/facts.ts';
import type { SwitchRun } from '../switch-run.ts';
import { judgeLine, requestPattern } from './count-lines.ts';
import { logGroupOf, sideProof } from './evidence.ts';
import { logLines } from './log-lines.ts';

interface Asked {
  /** Whether this is the front that is wanted: it is there when all of it is. The other is there while anything is. */
  readonly wanted: boolean;
  readonly prove: boolean;
  /** Whether it matters that nobody calls it. */
  readonly retiring: boolean;
  /** Percent of the domain's answers; undefined without a domain. */
  readonly weight: number | undefined;
}

export async function observeFront(placement: Placement, asked: Asked, run: SwitchRun): Promise<FrontFacts> {
  const isThere = asked.wanted ? await isComplete(placement, run) : await isFound(placement, run);
  if (!isThere) {
    run.watches.forget(`${apiComponent}/${placement}/`);
    return { state: 'absent', quiet: true, proof: 'open' };
  }
  const called = asked.weight === undefined || asked.weight > 0;
  return {
    state: 'alive',
    quiet: asked.retiring && (await isQuiet(placement, run)),
    proof:
      asked.prove && called
        ? await sideProof(apiComponent, placement, `weight ${asked.weight ?? 'none'}`, run)
        : 'open',
  };
}

async function isComplete(placement: Placement, run: SwitchRun): Promise<boolean> {
  const front = run.sides.front(placement);
  const observed = await observe(front, run);
  return plan(front, observed, run.lookup).every(({ action }) => action !== 'create');
}

async function isFound(placement: Placement, run: SwitchRun): Promise<boolean> {
  const first = run.sides
    .front(placement)
    .filter(({ kind }) => kind === 'loadBalancer' || kind === 'httpApi');
  return (await observe(first, run)).size > 0;
}

/** Whether no request came for the configured time, by the lines of what stands behind the front. */
async function isQuiet(placement: Placement, run: SwitchRun): Promise<boolean> {
  const { quietSeconds } = run.settings;
  const since = Date.now() - quietSeconds * 1000;
  const logGroup = logGroupOf(apiComponent, placement, run);
  for await (const { message = '' } of logLines({ logGroup, pattern: requestPattern, since }, run)) {
    if (judgeLine(message) !== undefined) return false;
  }
  return true;
}
