import { requestTime } from '../data-plane/request-time.ts';
import { eventBody } from './body.ts';
import { ifAny, type Matched } from './matched.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, format 2.0. */
export function eventV2(matched: Matched): object {
  const { call, routeKey, stage } = matched;
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(call.rawQuery)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  }
  return {
    version: '2.0',
    routeKey,
    rawPath: call.rawPath,
    rawQueryString: call.rawQuery,
    cookies: call.cookies.length > 0 ? call.cookies : undefined,
    headers: call.headers,
    queryStringParameters: ifAny(query),
    requestContext: {
      accountId: matched.account,
      apiId: matched.apiId,
      domainName: call.domainName,
      domainPrefix: call.domainName.split('.')[0],
      http: {
        method: call.method,
        path: call.rawPath,
        protocol: call.protocol,
        sourceIp: call.sourceIp,
        userAgent: call.userAgent,
      },
      requestId: call.requestId,
      routeKey,
      stage,
      time: requestTime(call.time),
      timeEpoch: call.time,
    },
    pathParameters: ifAny(matched.pathParameters),
    stageVariables: ifAny(matched.stageVariables),
    ...eventBody(call),
  };
}
