import type { DeleteListenerInput, DeleteListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findListener, type Elb } from '../elb.ts';

export const deleteListener =
  (elb: Elb): Operation<DeleteListenerInput, DeleteListenerOutput> =>
  async (input) => {
    const listener = findListener(elb, input.ListenerArn);
    elb.listeners.delete(listener.arn);
    elb.dataPlane.refreshUse();
    await elb.dataPlane.close(listener);
    return {};
  };
