import { createLeanDataPlane } from '@phaseline/aws-data-plane';
import { reserve } from './bare-batch.mjs';

const { dynamodb } = createLeanDataPlane();

export const handler = reserve((input) => dynamodb.transactWriteItems(input));
