/** What one load balancer, or one of its target groups, has served since the counts were last taken. */
export interface TrafficCounts {
  requests: number;
  /** Answers of targets by class, e.g. `HTTPCode_Target_2XX_Count`, and of the load balancer itself. */
  readonly codes: Map<string, number>;
  /** Seconds until each answer began. */
  readonly targetSeconds: number[];
  connectionErrors: number;
}

export interface TrafficMetrics {
  record(loadBalancerArn: string, groupArn: string | undefined, seen: Seen): void;
  /** Hands over the counts by load balancer and target group ARN (`undefined` for the whole) and begins anew. */
  take(): { loadBalancerArn: string; groupArn: string | undefined; counts: TrafficCounts }[];
}

export interface Seen {
  readonly status: number;
  readonly byTarget: boolean;
  readonly targetSeconds?: number | undefined;
  readonly connectionError?: boolean;
}

function codesOf({ status, byTarget }: Seen): string[] {
  const family = `${Math.floor(status / 100)}XX`;
  if (byTarget) return [`HTTPCode_Target_${family}_Count`];
  const own = [`HTTPCode_ELB_${family}_Count`];
  if (status === 500 || (status >= 502 && status <= 504)) own.push(`HTTPCode_ELB_${status}_Count`);
  return own;
}

/** Counts what https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html names. */
export function createTrafficMetrics(): TrafficMetrics {
  let counts = new Map<string, TrafficCounts>();
  const at = (key: string): TrafficCounts => {
    const known = counts.get(key);
    if (known !== undefined) return known;
    const fresh = { requests: 0, codes: new Map<string, number>(), targetSeconds: [], connectionErrors: 0 };
    counts.set(key, fresh);
    return fresh;
  };
  return {
    record(loadBalancerArn, groupArn, seen) {
      const keys =
        groupArn === undefined ? [loadBalancerArn] : [loadBalancerArn, `${loadBalancerArn} ${groupArn}`];
      for (const key of keys) {
        const entry = at(key);
        entry.requests += 1;
        for (const code of codesOf(seen)) entry.codes.set(code, (entry.codes.get(code) ?? 0) + 1);
        if (seen.targetSeconds !== undefined) entry.targetSeconds.push(seen.targetSeconds);
        if (seen.connectionError === true) entry.connectionErrors += 1;
      }
    },
    take() {
      const taken = counts;
      counts = new Map();
      return [...taken].map(([key, value]) => {
        const [loadBalancerArn = '', groupArn] = key.split(' ');
        return { loadBalancerArn, groupArn, counts: value };
      });
    },
  };
}
