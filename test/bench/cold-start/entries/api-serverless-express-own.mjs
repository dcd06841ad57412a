import serverlessExpress from '@codegenie/serverless-express';
import { createApiParts } from './api-parts.mjs';
import { createExpressApp } from './express-app.mjs';
import { createDataPlane as createPlane } from '@phaseline/aws-data-plane';

export const handler = serverlessExpress({ app: await createExpressApp(createApiParts(createPlane)) });
