import type { PolicyStatement } from '../policy.ts';

/** One permission: these actions of one service on these resources. */
export function allow(
  sid: string,
  service: string,
  actions: readonly string[],
  resources: readonly string[] | '*',
  condition?: PolicyStatement['Condition'],
): PolicyStatement {
  return {
    Sid: sid,
    Effect: 'Allow',
    Action: actions.map((action) => `${service}:${action}`),
    Resource: resources,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}
