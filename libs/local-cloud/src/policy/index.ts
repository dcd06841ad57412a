export { allows, evaluate, type PolicyContext } from './allows.ts';
export { conditionHolds, type ConditionValues } from './condition.ts';
export type { PolicyDocument, Statement } from './document.ts';
export { matches } from './match.ts';
export { parsePolicy, PolicyError, type PolicyUse } from './parse-policy.ts';
