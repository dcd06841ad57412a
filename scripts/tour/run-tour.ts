import { setTimeout as delay } from 'node:timers/promises';
import { createDataPlane } from '@phaseline/aws-data-plane';
import type { LocalCloud } from '@phaseline/local-cloud';
import type { Phase } from '@phaseline/model';
import {
  createClients,
  ensureCertificate,
  ensureHostedZone,
  type EnvironmentStatus,
  readStatus,
} from '@phaseline/reconciler';
import { repositoryOf, type Reporter, type WorkflowRun } from '@phaseline/workflow-runner';
import { bootstrapLocalCloud, mainBranch } from '../deployment/bootstrap-local-cloud.ts';
import { DeploymentFailed, runDeployment } from '../deployment/run-deployment.ts';
import type { StreamReport } from '../orders/stream/judge-stream.ts';
import { type LoadFigures, type OrderLoad, startOrderLoad } from '../orders/stream/order-load.ts';
import { withEnvironment } from '../deployment/with-environment.ts';
import { findNames } from './find-names.ts';
import { tourVariables } from './tour-variables.ts';

/** A journey through phases while orders flow. */
export interface TourOptions {
  readonly cloud: LocalCloud;
  /** The repository's folder. */
  readonly workspace: string;
  readonly environment: string;
  /** The phases in order; the first is deployed before the first order comes. */
  readonly stops: readonly [Phase, ...Phase[]];
  readonly ratePerSecond: number;
  readonly seed: number;
  /**
   * Orders accepted at least: the stream goes on in the last phase until it has so many, or `longestSeconds` are over. No move begins
   * after that.
   */
  readonly atLeast?: number;
  readonly longestSeconds?: number;
  /** How long the stream goes on in the last phase, at most, until all that was due meanwhile has been sent. */
  readonly catchUpSeconds?: number;
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
  /** Called when orders begin to flow, for whoever wants to break things meanwhile. */
  readonly onLoad?: (load: OrderLoad) => void;
  /** Called before the last effects are waited for. */
  readonly onSettle?: () => Promise<void> | void;
  readonly onFigures?: (moment: TourMoment) => void;
}

/** How a tour stands right now. */
export interface TourMoment {
  /** Such as `ecs -> hybrid`. */
  readonly chapter: string;
  readonly figures: LoadFigures;
  readonly status: EnvironmentStatus;
}

/** One leg of a tour. */
export interface TourLeg {
  readonly chapter: string;
  readonly phase: Phase;
  readonly seconds: number;
}

/** What a tour came to. */
export interface TourResult {
  readonly legs: readonly TourLeg[];
  readonly orders: StreamReport;
  /** Why the tour ended before its last stop: a deploy that failed. The orders are judged all the same. */
  readonly failure: DeploymentFailed | undefined;
  /** Requests a second that had their answer while orders were sent. */
  readonly rate: number;
  readonly seconds: number;
  readonly status: EnvironmentStatus;
}

const zone = 'example.test';
const domain = `shop.${zone}`;
const figuresEveryMs = 2000;
/**
 * Seconds without any order moving on after which the rest counts as lost: longer than a dead worker's messages stay hidden and its leases last,
 * and than SES's answer to a mail is waited for.
 */
const patienceSeconds = 300;
/** Orders go on a little in a phase before it is left, so that each has figures of its own. */
const restMs = 3000;
/** Between two looks at whether the sender has caught up. */
const lookMs = 100;

/**
 * Goes from phase to phase by the repository's own deploy workflow while orders flow, and says whether each order had exactly its effects.
 *
 * @throws DeploymentFailed when the first deploy does not succeed; one that fails later ends the journey, and the orders are judged where
 * it left the system.
 */
export async function runTour(options: TourOptions): Promise<TourResult> {
  const { cloud, environment, stops, signal } = options;
  return withEnvironment(cloud.env, async () => {
    const clients = createClients();
    const aws = createDataPlane();
    const legs: TourLeg[] = [];
    const roles = await bootstrapLocalCloud(cloud, repositoryOf(options.workspace));
    await ensureHostedZone(zone, { clients, signal });
    const certificate = await ensureCertificate(domain, { clients, signal });
    const names = await findNames(cloud);
    const deploy = async (phase: Phase, chapter: string): Promise<WorkflowRun> => {
      const { run } = await runDeployment({
        workspace: options.workspace,
        phase,
        environment,
        env: { ...process.env, ...cloud.env, ...names.env, ...tourVariables(domain, certificate) },
        vars: roles,
        ref: mainBranch,
        reporter: options.reporter,
        signal,
      });
      legs.push({ chapter, phase, seconds: run.seconds });
      return run;
    };
    const ended = new AbortController();
    let load: OrderLoad | undefined;
    try {
      const [first, ...rest] = stops;
      await deploy(first, first);
      const began = performance.now();
      const elapsed = () => (performance.now() - began) / 1000;
      const [atLeast, longest] = [options.atLeast ?? 0, options.longestSeconds ?? Infinity];
      let chapter: string = first;
      const enter = (name: string) => {
        chapter = name;
        load?.chapter(name);
      };
      load = await startOrderLoad({
        ...options,
        aws,
        front: { url: names.url, host: domain },
        inboxUrl: `${cloud.url}/_cloud/inbox.json`,
        queueUrl: (queue) => `${cloud.url}/${cloud.account}/${queue}`,
      });
      enter(first);
      options.onLoad?.(load);
      const { onFigures } = options;
      // Nobody looks at what nobody is shown: it is calls, too.
      const shown = onFigures && show(load, () => chapter, onFigures);
      const pause = async () => delay(restMs, undefined, { signal });
      await pause();
      let from = first;
      let failure: DeploymentFailed | undefined;
      for (const phase of rest) {
        if (elapsed() > longest) break;
        enter(`${from} -> ${phase}`);
        const run = await deploy(phase, `${from} -> ${phase}`).catch((error: unknown) => {
          if (!(error instanceof DeploymentFailed)) throw error;
          failure = error;
          return error.run;
        });
        for (const orderId of smokeOrders(run)) await load.alongside(orderId);
        if (failure) break;
        from = phase;
        enter(phase);
        await pause();
      }
      const orderLoad = load;
      const { book } = orderLoad;
      const isShort = () => !failure && book.orders.size < atLeast && elapsed() < longest;
      while (isShort()) await pause();
      const catchUpUntil = elapsed() + (options.catchUpSeconds ?? 0);
      const isBehind = () => !failure && orderLoad.behind > 0 && elapsed() < catchUpUntil;
      while (isBehind()) await delay(lookMs, undefined, { signal });
      const sentSeconds = elapsed();
      // What still waits for a connection was not done in that time.
      const rate = (load.sent - load.open) / sentSeconds;
      await load.stop();
      await options.onSettle?.();
      const orders = await load.finish(patienceSeconds);
      ended.abort();
      await shown;
      const status = await readStatus({ environment }, { clients, signal });
      return { legs, orders, failure, rate, seconds: (performance.now() - began) / 1000, status };
    } finally {
      ended.abort();
      await load?.close();
      await aws.close();
    }

    async function show(
      running: OrderLoad,
      chapter: () => string,
      onMoment: (moment: TourMoment) => void,
    ): Promise<void> {
      while (!ended.signal.aborted && !signal.aborted) {
        // A look that fails, as it may while calls are made to fail, is left out.
        const looks = [running.figures(), readStatus({ environment }, { clients, signal })] as const;
        const seen = await Promise.all(looks).catch(() => undefined);
        if (seen) onMoment({ chapter: chapter(), figures: seen[0], status: seen[1] });
        await delay(figuresEveryMs);
      }
    }
  });
}

function smokeOrders(run: WorkflowRun): string[] {
  return run.jobs.flatMap((job) => job.steps.flatMap((step) => step.outputs['order-id'] ?? []));
}
