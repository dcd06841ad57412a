import serverlessExpress from '@codegenie/serverless-express';
import { createApiParts } from './api-parts.mjs';
import { createExpressApp } from './express-app.mjs';
import { createSdkPlane as createPlane } from './sdk-plane.mjs';

export const handler = serverlessExpress({ app: await createExpressApp(createApiParts(createPlane)) });
