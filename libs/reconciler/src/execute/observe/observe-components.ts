import { apiComponent, type Component, components, type Placement } from '@phaseline/model';
import { otherSide } from '../../switch/carrying.ts';
import type { ApiFacts, ComponentFacts, FrontFacts, Placements, WorkerFacts } from '../../switch/facts.ts';
import type { SwitchRun } from '../switch-run.ts';
import { observeFront } from './observe-front.ts';
import { observeFunction } from './observe-function.ts';
import { observeMapping } from './observe-mapping.ts';
import { observeService } from './observe-service.ts';

/** What is wanted of each component, as far as it decides what to look at. */
export interface Wanted {
  readonly goal: Readonly<Record<Component, Placement>>;
  /** The placements that the move began from; undefined while this run does not hold the lease. */
  readonly from: Placements | undefined;
}

/** Everything that the planner asks about every component. Reads only. */
export async function observeComponents(wanted: Wanted, run: SwitchRun): Promise<ComponentFacts[]> {
  return await Promise.all(
    components.map(async (component) =>
      component === apiComponent
        ? await observeApi(component, wanted, run)
        : await observeWorker(component, wanted, run),
    ),
  );
}

/** The side to be judged: the one that the component is moved to, if it is moved. */
function judged(component: Component, { goal, from }: Wanted): Placement | undefined {
  return from === undefined || from[component] === goal[component] ? undefined : goal[component];
}

async function observeWorker(component: Component, wanted: Wanted, run: SwitchRun): Promise<WorkerFacts> {
  const side = judged(component, wanted);
  const [service, mapping] = await Promise.all([
    observeService(component, side === 'ecs', run),
    observeMapping(component, side === 'lambda', run),
  ]);
  return {
    role: 'worker',
    component,
    service,
    mapping: mapping.facts,
    function: await observeFunction(component, mapping.inFlight, run),
  };
}

async function observeApi(component: Component, wanted: Wanted, run: SwitchRun): Promise<ApiFacts> {
  const goal = wanted.goal[component];
  const side = judged(component, wanted);
  const httpApiWeight = await run.domain?.readWeight(goal);
  const front = async (placement: Placement): Promise<FrontFacts> =>
    await observeFront(
      placement,
      {
        wanted: placement === goal,
        prove: placement === side,
        retiring: wanted.from !== undefined && placement === otherSide(goal),
        weight:
          httpApiWeight === undefined
            ? undefined
            : placement === 'lambda'
              ? httpApiWeight
              : 100 - httpApiWeight,
      },
      run,
    );
  const [service, lambda, alb, httpApi] = await Promise.all([
    observeService(component, false, run),
    // Requests end before their front is quiet.
    observeFunction(component, false, run),
    front('ecs'),
    front('lambda'),
  ]);
  return { role: 'api', component, service, function: lambda, fronts: { alb, httpApi }, httpApiWeight };
}
