import { requestTime } from '../data-plane/request-time.ts';
import { eventBody } from './body.ts';
import { ifAny, type Matched } from './matched.ts';

/** `content-type` as `Content-Type`: format 1.0 names headers so. */
const title = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase());

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, format 1.0. */
export function eventV1(matched: Matched): object {
  const { call, routeKey, stage } = matched;
  const resource = routeKey.split(' ')[1] ?? routeKey;
  const cookies = call.cookies.length > 0 ? { Cookie: call.cookies.join('; ') } : {};
  const headers = {
    ...Object.fromEntries(Object.entries(call.headers).map(([name, value]) => [title(name), value])),
    ...cookies,
  };
  const query = new URLSearchParams(call.rawQuery);
  const multi = Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
  const { body, isBase64Encoded } = eventBody(call);
  return {
    version: '1.0',
    resource,
    path: call.rawPath,
    httpMethod: call.method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: ifAny(Object.fromEntries(query)) ?? null,
    multiValueQueryStringParameters: ifAny(multi) ?? null,
    requestContext: {
      accountId: matched.account,
      apiId: matched.apiId,
      domainName: call.domainName,
      domainPrefix: call.domainName.split('.')[0],
      extendedRequestId: call.requestId,
      httpMethod: call.method,
      identity: { sourceIp: call.sourceIp, userAgent: call.userAgent },
      path: call.rawPath,
      protocol: call.protocol,
      requestId: call.requestId,
      requestTime: requestTime(call.time),
      requestTimeEpoch: call.time,
      resourceId: routeKey,
      resourcePath: resource,
      stage,
    },
    pathParameters: ifAny(matched.pathParameters) ?? null,
    stageVariables: ifAny(matched.stageVariables) ?? null,
    body: body ?? null,
    isBase64Encoded,
  };
}
