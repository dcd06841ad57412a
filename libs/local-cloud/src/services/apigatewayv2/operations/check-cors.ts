import type { Cors } from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
export function checkCors(cors: Cors | undefined): Cors | undefined {
  if (cors === undefined || Object.keys(cors).length === 0) return undefined;
  const { AllowCredentials, AllowOrigins = [], AllowMethods = [], AllowHeaders = [], MaxAge } = cors;
  for (const origin of AllowOrigins) {
    if (origin !== '*' && !/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(origin)) {
      throw badRequest(`Invalid format for origin ${origin}. It must be * or begin with a scheme`);
    }
  }
  const lists = [AllowOrigins, AllowMethods, AllowHeaders, cors.ExposeHeaders ?? []];
  if (AllowCredentials === true && lists.some((list) => list.includes('*'))) {
    throw badRequest('When allowCredentials is true, no list of the CORS configuration may hold *');
  }
  if (MaxAge !== undefined && !(MaxAge >= -1 && MaxAge <= 86_400)) {
    throw badRequest(`maxAge must be from -1 to 86400 seconds; found ${MaxAge}`);
  }
  return cors;
}
