// What only tests of other rooms use of the engine: there it works by the pipeline's roles.
export { findDomains } from '../destroy/find-domains.ts';
export { apply } from '../engine/apply.ts';
export { observe } from '../engine/observe.ts';
export { plan } from '../engine/plan.ts';
export { remove } from '../engine/remove.ts';
export { createEngineScope } from '../engine/scope.ts';
export { openDomain } from '../execute/domain.ts';
export { oldestMessage } from '../execute/observe/oldest-message.ts';
export { createWatches } from '../execute/observe/watch.ts';
