import type {
  DeleteLoadBalancerInput,
  DeleteLoadBalancerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { listenersOf, type Elb } from '../elb.ts';
import { refuse } from '../errors.ts';

/** Deletes a load balancer with its listeners and rules. One that is gone already is no error, as on AWS. */
export const deleteLoadBalancer =
  (elb: Elb): Operation<DeleteLoadBalancerInput, DeleteLoadBalancerOutput> =>
  async (input) => {
    const record = elb.loadBalancers.get(input.LoadBalancerArn ?? '');
    if (record === undefined) return {};
    if (record.attributes['deletion_protection.enabled'] === 'true') {
      throw refuse(
        'OperationNotPermitted',
        `Load balancer '${record.arn}' cannot be deleted because deletion protection is enabled`,
      );
    }
    const listeners = listenersOf(elb, record.arn);
    elb.loadBalancers.delete(record.arn);
    for (const listener of listeners) elb.listeners.delete(listener.arn);
    elb.dataPlane.refreshUse();
    await Promise.all(listeners.map((listener) => elb.dataPlane.close(listener)));
    await elb.dataPlane.free(record);
    return {};
  };
