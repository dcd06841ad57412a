import type { AccessLogSettings, RouteSettings } from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../errors.ts';
import { groupOfArn } from '../data-plane/access-log.ts';

export function checkStageName(name: string | undefined): string {
  if (name === undefined || !/^(\$default|[\w-]{1,128})$/.test(name)) {
    throw badRequest(
      `Stage name must be $default, or up to 128 letters, digits, hyphens and underscores; found '${name}'`,
    );
  }
  return name;
}

/** Both limits or none: a burst without a rate would never fill again. */
export function checkSettings(settings: RouteSettings = {}): RouteSettings {
  const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = settings;
  if (burst !== undefined && !(Number.isInteger(burst) && burst >= 0)) {
    throw badRequest(`Throttling burst limit must be a whole number from 0; found ${burst}`);
  }
  if (rate !== undefined && !(rate >= 0))
    throw badRequest(`Throttling rate limit must be 0 or more; found ${rate}`);
  return settings;
}

export function checkRouteSettings(
  settings: Record<string, RouteSettings> = {},
): Record<string, RouteSettings> {
  for (const one of Object.values(settings)) checkSettings(one);
  return settings;
}

export function checkAccessLog(settings: AccessLogSettings | undefined): AccessLogSettings | undefined {
  if (settings === undefined || Object.keys(settings).length === 0) return undefined;
  const { DestinationArn, Format } = settings;
  if (groupOfArn(DestinationArn) === undefined) {
    throw badRequest(`Access log destination must be the ARN of a log group; found '${DestinationArn}'`);
  }
  if (Format === undefined || !/\$context\.(requestId|extendedRequestId)\b/.test(Format)) {
    throw badRequest(
      'Access log format must include at least one of $context.requestId and $context.extendedRequestId',
    );
  }
  return settings;
}
