import type { Clock } from '../../../clock.ts';
import type { StageRecord } from '../model.ts';

/** The account's own limits, where a stage names none: requests at once, and a second. */
const ACCOUNT = { burst: 5000, rate: 10_000 };

interface Bucket {
  tokens: number;
  at: number;
}

/** Token buckets: one a stage, and one for each route with settings of its own. */
export interface Throttle {
  /** Takes a token; false when there is none. */
  admit(apiId: string, stage: StageRecord, routeKey: string): boolean;
  forget(apiId: string): void;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html */
export function createThrottle(clock: Clock): Throttle {
  const buckets = new Map<string, Bucket>();
  return {
    admit(apiId, stage, routeKey) {
      const own = Object.hasOwn(stage.routeSettings, routeKey) ? stage.routeSettings[routeKey] : undefined;
      const settings = { ...stage.defaultSettings, ...own };
      const burst = settings.ThrottlingBurstLimit ?? ACCOUNT.burst;
      const rate = settings.ThrottlingRateLimit ?? ACCOUNT.rate;
      const key = `${apiId}/${stage.name}${own === undefined ? '' : `/${routeKey}`}`;
      const now = clock.now();
      const bucket = buckets.get(key) ?? { tokens: burst, at: now };
      bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate);
      bucket.at = now;
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    forget(apiId) {
      for (const key of buckets.keys()) if (key.startsWith(`${apiId}/`)) buckets.delete(key);
    },
  };
}
