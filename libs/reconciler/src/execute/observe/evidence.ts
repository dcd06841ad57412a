import { apiComponent, type Component, type Placement } from '@phaseline/model';
import type { Proof } from '../../switch/facts.ts';
import { otherSide } from '../../switch/carrying.ts';
import { atTheTimeOf, type Cluster, countsOf } from '../../switch/clusters.ts';
import { type Evidence, judgeProof } from '../../switch/proof.ts';
import { judgeTrial } from '../../switch/trial.ts';
import type { SwitchRun } from '../switch-run.ts';
import { countLines, outcomePattern, requestPattern } from './count-lines.ts';
import { oldestMessage } from './oldest-message.ts';
import { queueDepth } from './queue-depth.ts';
import type { Watch } from './watch.ts';

/** Longer than the last wait before a message is given up. */
const lookBackMilliseconds = 60_000;

/** Where a component on a placement writes its lines. */
export function logGroupOf(component: Component, placement: Placement, { names }: Pick<SwitchRun, 'names'>) {
  return placement === 'ecs' ? names.logGroup(component) : names.functionLogGroup(component);
}

/** What a watch is about. */
export function watchKey(component: Component, placement: Placement, condition: string): string {
  return `${component}/${placement}/${condition}`;
}

/** Begins to watch a side before it is let work, so that what it does first counts. */
export function beginWatch(
  component: Component,
  placement: Placement,
  condition: string,
  run: SwitchRun,
): void {
  run.watches.of(watchKey(component, placement, condition));
  watchBeside(component, placement, run);
}

/**
 * What the other side does meanwhile, in one watch for all conditions: where the new front gets every request, the old one has nothing new
 * to say. It looks back a little: a message that is given up now has failed before.
 */
function watchBeside(component: Component, placement: Placement, run: SwitchRun): Watch {
  return run.watches.of(
    watchKey(component, otherSide(placement), `beside ${placement}`),
    lookBackMilliseconds,
  );
}

/** Begins to watch a version of a function before it gets a share of the work. */
export function beginTrialWatch(component: Component, version: string, run: SwitchRun): void {
  trialWatches(component, version, run);
}

function trialWatches(component: Component, version: string, { watches }: SwitchRun) {
  return {
    watch: watches.of(watchKey(component, 'lambda', `version ${version}`)),
    others: watches.of(watchKey(component, 'lambda', `beside version ${version}`), lookBackMilliseconds),
  };
}

/**
 * What a version that has a share of a function's work has shown since this run sees it have one: its own log lines beside those of the version
 * that does the rest.
 */
export async function trialProof(component: Component, version: string, run: SwitchRun): Promise<Proof> {
  const { watch, others } = trialWatches(component, version, run);
  const logGroup = logGroupOf(component, 'lambda', run);
  const pattern = component === apiComponent ? requestPattern : outcomePattern;
  // Lambda names streams so: 2026/11/26/[7]0123456789abcdef0123456789abcdef.
  const isOwn = (stream: string) => stream.includes(`[${version}]`);
  await Promise.all([
    countLines({ logGroup, pattern, from: isOwn }, watch, run),
    countLines({ logGroup, pattern, from: (stream) => !isOwn(stream) }, others, run),
  ]);
  const { proof, patienceSeconds } = run.settings;
  // Whoever waits for less long than a side may be idle has judged by then.
  const rules = { ...proof, idleSeconds: Math.min(proof.idleSeconds, patienceSeconds) };
  const seconds = (Date.now() - watch.since) / 1000;
  return judgeTrial({ ...compare(watch, others), seconds }, rules);
}

/**
 * What a side that takes work has shown since this run sees it do so: its own log lines beside those of the side that is moved away from,
 * and of a worker its queue and its dead-letter queue.
 * @param condition what the watch is about, such as the weight of a front
 */
export async function sideProof(
  component: Component,
  placement: Placement,
  condition: string,
  run: SwitchRun,
): Promise<Proof> {
  const watch = run.watches.of(watchKey(component, placement, condition));
  const other = watchBeside(component, placement, run);
  const isApi = component === apiComponent;
  const pattern = isApi ? requestPattern : outcomePattern;
  await Promise.all([
    countLines({ logGroup: logGroupOf(component, placement, run), pattern }, watch, run),
    countLines({ logGroup: logGroupOf(component, otherSide(placement), run), pattern }, other, run),
  ]);
  const evidence = {
    ...compare(watch, other),
    seconds: (Date.now() - watch.since) / 1000,
    ...(isApi ? { oldestSeconds: 0, deadLettered: 0 } : await queueEvidence(component, watch, other, run)),
  };
  const proof = judgeProof(evidence, run.settings.proof);
  if (proof === 'bad')
    run.report({ resource: component, action: 'waiting', detail: inWords(placement, evidence) });
  return proof;
}

type Seen = Pick<Watch, 'clusters' | 'failed' | 'refused'>;

/** What both sides did, without the messages that failed on both. Pure. */
export function compare(watch: Seen, other: Seen): Pick<Evidence, 'clusters' | 'otherSide'> {
  return { clusters: clustersOf(watch, other), otherSide: clustersOf(other, watch) };
}

function clustersOf({ clusters, failed, refused }: Seen, beside: Seen): Cluster[] {
  const only = (id: string) => !beside.failed.has(id) && !beside.refused.has(id);
  const first = (messages: ReadonlyMap<string, string>) => {
    const counts = new Map<string, number>();
    for (const [id, key] of messages) if (only(id)) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const [errors, refusals] = [first(failed), first(refused)];
  return [...clusters].map(([key, { slice, processed, again }]) => ({
    slice,
    processed,
    errors: errors.get(key) ?? 0,
    refused: refusals.get(key) ?? 0,
    again: [...again].filter(only).length,
  }));
}

/** Messages that are at fault themselves: refused by a side, or failed on both. Pure. */
export function atFault(
  watch: Pick<Watch, 'failed' | 'refused'>,
  other: Pick<Watch, 'failed' | 'refused'>,
): number {
  const onBoth = [...watch.failed.keys()].filter((id) => other.failed.has(id));
  return new Set([...watch.refused.keys(), ...other.refused.keys(), ...onBoth]).size;
}

async function queueEvidence(
  component: Component,
  watch: Watch,
  other: Watch,
  run: SwitchRun,
): Promise<Pick<Evidence, 'oldestSeconds' | 'deadLettered'>> {
  const queue = run.names.queue(component);
  const [depth, dead] = await Promise.all([
    queueDepth(queue, run),
    queueDepth(run.names.deadLetterQueue(component), run),
  ]);
  watch.deadLetters ??= dead.visible;
  return {
    oldestSeconds: await oldestMessage(queue, depth, watch, run),
    deadLettered: Math.max(0, dead.visible - watch.deadLetters - atFault(watch, other)),
  };
}

/** Why a side is bad, for people. */
function inWords(placement: Placement, { clusters, otherSide: beside, deadLettered }: Evidence): string {
  const { processed, errors, refused } = countsOf(clusters);
  const other = countsOf(atTheTimeOf(clusters, beside));
  const dead = deadLettered > 0 ? `; ${deadLettered} good messages came to the dead-letter queue` : '';
  return (
    `on ${placement} ${errors} of ${processed + errors + refused} failed and ${refused} were refused, ` +
    `on ${otherSide(placement)} ${other.errors + other.refused} of ${other.processed + other.errors + other.refused} ` +
    `at the same time${dead}`
  );
}
