import { createLeanDataPlane } from '@phaseline/aws-data-plane';
import { count } from './bare-batch.mjs';

const { dynamodb } = createLeanDataPlane();

export const handler = count((input) => dynamodb.transactWriteItems(input));
