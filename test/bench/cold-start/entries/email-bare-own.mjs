import { createLeanDataPlane } from '@phaseline/aws-data-plane';
import { confirm } from './bare-batch.mjs';

const { dynamodb, ses } = createLeanDataPlane();

export const handler = confirm(
  (input) => dynamodb.updateItem(input),
  (input) => ses.sendEmail(input),
);
