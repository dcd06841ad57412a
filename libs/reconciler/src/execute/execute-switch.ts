import { setTimeout as sleep } from 'node:timers/promises';
import { type AwaitStep, type ComponentStep, describeStep, type Step } from '../switch/step.ts';
import { createLeaseKeeper, type LeaseKeeper } from './lease-keeper.ts';
import type { LeaseStore } from './lease-store.ts';
import { type Look, lookAndPlan, phaseAfter } from './look.ts';
import { isLeaseStep, onLease } from './on-lease.ts';
import { SwitchHeld, SwitchRefused, type SwitchResult, SwitchStuck, SwitchWentBack } from './outcome.ts';
import { createPatience } from './patience.ts';
import { removeUnused } from './steps/unused.ts';
import { findRefusals } from './refusals.ts';
import type { SwitchRun } from './switch-run.ts';
import { createWork } from './work.ts';

/**
 * Moves every component to where the phase places it, from wherever it is, and retires the other side; makes no write call where that is
 * so already. Looks, plans, does the next steps, and looks again, until nothing is left to do.
 * @throws SwitchRefused before anything is written; SwitchWentBack when it failed and everything is as before; SwitchHeld naming who moves
 * the system; SwitchStuck when it failed with nothing to go back to; the signal's reason, leaving the move to the next run
 */
export async function executeSwitch(
  run: SwitchRun,
  { store, holder }: { store: LeaseStore; holder: string },
): Promise<SwitchResult> {
  const keeper = createLeaseKeeper(store, holder, run.settings.clock);
  try {
    return await goOn(run, keeper);
  } finally {
    // Whatever ended this run before the move was done: the next one need not wait for the lease to expire.
    await keeper.abandon().catch(() => undefined);
  }
}

async function goOn(run: SwitchRun, keeper: LeaseKeeper): Promise<SwitchResult> {
  const steps: string[] = [];
  const ended = (warnings: string[] = []): SwitchResult => ({
    outcome: steps.length > 0 ? 'moved' : 'unchanged',
    steps,
    warnings,
  });
  const work = createWork(steps);
  const patience = createPatience(run.settings.patienceSeconds);
  const giveUpAt = performance.now() + run.settings.holderPatienceSeconds * 1000;
  let trouble: string | undefined;
  let refusals: readonly string[] | undefined;
  let turnedBack: string | undefined;
  let keepsUnused = false;
  for (;;) {
    run.signal?.throwIfAborted();
    const lease = await keeper.look();
    refusals ??= await findRefusals(run);
    const { plan, facts, held } = await lookAndPlan(run, {
      lease,
      actor: keeper.actor(),
      refusals,
      trouble,
      keepsUnused,
    });
    if (plan.kind === 'done') return ended();
    if (plan.kind === 'held' && performance.now() < giveUpAt) {
      run.say('phase switch', `for ${plan.holder}, who moves the system`);
      await pause(run);
      continue;
    }
    if (plan.kind !== 'steps') throw endOf(plan, run);
    const leaseStep = plan.steps.find(isLeaseStep);
    if (leaseStep) {
      run.report({ resource: 'phase switch', action: 'moving', detail: describeStep(leaseStep) });
      await onLease(leaseStep, keeper);
      if (leaseStep.do === 'turnBack') {
        turnedBack = leaseStep.reason;
        trouble = undefined;
      }
      if (leaseStep.do === 'releaseLease') {
        if (leaseStep.outcome === 'moved') return ended();
        if (turnedBack !== undefined) throw wentBack(turnedBack, run);
        // What another run had turned back is back; this one still has its own move to make.
        refusals = undefined;
        keepsUnused = false;
      }
      continue;
    }
    const cleanUp = plan.steps.find((step) => step.do === 'removeUnused');
    if (cleanUp) {
      const line = describeStep(cleanUp);
      run.report({ resource: 'phase switch', action: 'moving', detail: line });
      const left = await keeper.during(
        run.signal,
        async (signal) =>
          await removeUnused(phaseAfter(run, held), {
            ...run,
            signal,
            options: { abortSignal: signal },
          }),
      );
      const stays = `${line}: some of it stays, and the next run removes it:\n${left}`;
      // The move itself is done; one that goes back still has to say so.
      if (left !== undefined && held?.turnedBack === undefined) return ended([stays]);
      if (left === undefined) steps.push(line);
      else {
        keepsUnused = true;
        run.report({ resource: 'phase switch', action: 'waiting', detail: stays });
      }
      continue;
    }
    const todo = plan.steps.filter(isComponentStep);
    const waits = plan.steps.filter(isAwaitStep);
    for (const wait of waits) run.say(wait.component, `for ${wait.what}`);
    const late = patience.exceeded(waits);
    if (late.length > 0 && todo.length === 0 && late.every(({ what }) => what === 'old front quiet')) {
      return ended([stillCalled(run)]);
    }
    const impatient = late.filter(({ what }) => what !== 'old front quiet').map(describeStep);
    trouble =
      impatient.length > 0
        ? `${impatient.join('; ')}: not so after ${run.settings.patienceSeconds} s`
        : await keeper.during(
            run.signal,
            async (signal) =>
              await work.do(todo, facts, { ...run, signal, options: { abortSignal: signal } }),
          );
    if (trouble !== undefined && held?.turnedBack !== undefined) {
      throw new SwitchStuck(`the move failed: ${held.turnedBack}; and going back, too: ${trouble}`);
    }
    if (todo.length === 0) await pause(run);
  }
}

function endOf(plan: Exclude<Look['plan'], { kind: 'steps' | 'done' }>, { request }: SwitchRun): Error {
  const where = `environment ${request.environment}`;
  switch (plan.kind) {
    case 'refused':
      return new SwitchRefused(
        `phase ${request.phase} would lose orders, so nothing was moved:\n${plan.reasons.join('\n')}`,
      );
    case 'held':
      return new SwitchHeld(
        `${where} is being moved by ${plan.holder}: wait until that has ended, then run this again`,
      );
    case 'lost':
      return new SwitchHeld(
        `${where}: another run took the move over, since this one did not renew its lease in time`,
      );
    case 'stuck':
      return new SwitchStuck(
        `${where}: the move to ${request.phase} failed where nothing is left to go back to:\n` +
          `${plan.reasons.join('\n')}\nMend what it says and run this again, or deploy the phase before`,
      );
  }
}

function wentBack(reason: string, { request }: SwitchRun): SwitchWentBack {
  return new SwitchWentBack(
    `the move to ${request.phase} failed, and everything is where it was before:\n${reason}`,
  );
}

function stillCalled({ settings }: SwitchRun): string {
  return (
    `the old front is still called after ${settings.patienceSeconds} s and stays: let its callers use the new one; ` +
    'the next run removes it once it is quiet'
  );
}

async function pause({ settings, signal }: SwitchRun): Promise<void> {
  await sleep(settings.lookMilliseconds, undefined, signal ? { signal } : {});
}

function isComponentStep(step: Step): step is ComponentStep {
  return !isLeaseStep(step) && step.do !== 'await' && step.do !== 'removeUnused';
}

function isAwaitStep(step: Step): step is AwaitStep {
  return step.do === 'await';
}
