import { randomUUID } from 'node:crypto';
import { createLeanDataPlane } from '@phaseline/aws-data-plane';
import { acceptOrder } from './bare-order.mjs';

const { dynamodb, sns } = createLeanDataPlane();

export const handler = acceptOrder(
  randomUUID,
  (input) => dynamodb.putItem(input),
  (input) => sns.publish(input),
);
