import { observe } from '../../engine/observe.ts';
import { lambdaFunction } from '../../kinds/function.ts';
import type { ComponentStep } from '../../switch/step.ts';
import type { SwitchRun } from '../switch-run.ts';
import { createService, publishFunction } from './ensure-released.ts';
import { createFront, removeFront, shiftWeight } from './front.ts';
import { disableMapping, enableMapping, removeMapping } from './mapping.ts';
import { removeService, resumeScaling, suspendScaling } from './scaling.ts';
import { drainService, startService } from './service.ts';
import { promoteFunction, withdrawFunction } from './live-alias.ts';
import { smokeFunction, tryFunction } from './smoke-function.ts';

/**
 * Ensures what a step says. May be repeated at any time, also after it was cut off anywhere.
 * @throws StepFailed where trying again does not help; else whatever AWS answers
 */
export async function performStep(step: ComponentStep, run: SwitchRun): Promise<void> {
  const { component } = step;
  switch (step.do) {
    case 'publishFunction':
      return publishFunction(component);
    case 'createService':
      return createService(component);
    case 'smokeFunction':
      return await smokeFunction(component, run);
    case 'tryFunction':
      return await tryFunction(component, run);
    case 'promoteFunction':
      return await promoteFunction(component, run);
    case 'withdrawFunction':
      return await withdrawFunction(component, run);
    case 'enableMapping':
    case 'rampMapping':
      return await enableMapping(component, step.maximumConcurrency, run);
    case 'disableMapping':
      return await disableMapping(component, run);
    case 'removeMapping':
      return await removeMapping(component, run);
    case 'removeFunction': {
      const resource = run.sides.one(component, 'function');
      const found = (await observe([resource], run)).get(resource.id);
      return found && (await lambdaFunction.remove(resource, found, run));
    }
    case 'startService':
      return await startService(component, run);
    case 'resumeScaling':
      return await resumeScaling(component, run);
    case 'suspendScaling':
      return await suspendScaling(component, run);
    case 'drainService':
      return await drainService(component, run);
    case 'removeService':
      return await removeService(component, run);
    case 'createFront':
      return await createFront(step.front, run);
    case 'removeFront':
      return await removeFront(step.front, run);
    case 'shiftWeight':
      return await shiftWeight(step.httpApiWeight, run);
  }
}
