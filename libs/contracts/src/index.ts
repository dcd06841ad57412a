export { CATALOGUE, CURRENCY, SCARCE_SKU, type CatalogueItem } from './catalogue.ts';
export { DEPLOYMENT_CANARY } from './deployment-canary.ts';
export {
  effectKey,
  effectRow,
  expiryOf,
  readEffectRow,
  type Effect,
  type Row,
  type RowValue,
} from './effect-row.ts';
export { readEnvironment, variable } from './environment.ts';
export {
  ORDER_PLACED,
  orderLineSchema,
  orderPlacedSchema,
  totalOf,
  unitsBySku,
  type OrderLine,
  type OrderPlaced,
} from './order-placed.ts';
export {
  MAX_ITEMS,
  MAX_QUANTITY,
  orderRequestSchema,
  type OrderRequest,
  type OrderRequestInput,
} from './order-request.ts';
export {
  orderAcceptedSchema,
  orderStatusSchema,
  shortageSchema,
  WORKERS,
  type EffectView,
  type OrderAccepted,
  type OrderStatus,
  type Outcome,
  type Shortage,
  type Worker,
} from './order-status.ts';
export { problemSchema, violationSchema, type Problem, type Violation } from './problem.ts';
export { sampleOrderPlaced, sampleOrderRequest } from './samples.ts';
export { fieldPath, validate, type Validation } from './validate.ts';
export { jsonSchemaOf } from './json-schema.ts';
