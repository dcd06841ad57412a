import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Endpoint, TaskNetwork } from '../../../network.ts';
import type { ListenerRecord, LoadBalancerRecord } from '../model.ts';
import type { TargetPool } from '../targets/pool.ts';
import { targetKey, type Target } from '../targets/target.ts';
import { answerError, answerFixed, answerRedirect } from './answer.ts';
import { chooseGroup } from './choose-target.ts';
import { forward, type Hop } from './forward.ts';
import { forwardUpgrade, refuseUpgrade } from './forward-upgrade.ts';
import type { Traffic } from './front-door.ts';
import { headersForTarget } from './headers.ts';
import { matchRule } from './match-rule.ts';
import { readCookie, stickyCookies, stickyToken } from './stickiness.ts';
import type { TrafficMetrics } from './traffic-metrics.ts';

interface Deps {
  readonly network: TaskNetwork;
  readonly metrics: TrafficMetrics;
  pool(groupArn: string): TargetPool | undefined;
}

interface Route {
  readonly pool: TargetPool;
  readonly target: Target;
  readonly endpoint: Endpoint | undefined;
  readonly cookies: string[];
}

/** Picks the target group and the target, honouring the stickiness of both. */
function route(
  action: Action,
  request: IncomingMessage,
  deps: Deps,
): Route | { groupArn: string | undefined } {
  const groups = action.ForwardConfig?.TargetGroups ?? [];
  const groupStickiness = action.ForwardConfig?.TargetGroupStickinessConfig;
  const cookies: string[] = [];
  let groupArn = chooseGroup(groups);
  if (groupStickiness?.Enabled === true) {
    const token = readCookie(request, 'AWSALBTG');
    groupArn =
      groups.find((group) => stickyToken(group.TargetGroupArn ?? '') === token)?.TargetGroupArn ?? groupArn;
    const seconds = groupStickiness.DurationSeconds ?? 3600;
    cookies.push(...stickyCookies('AWSALBTG', stickyToken(groupArn ?? ''), seconds, Date.now()));
  }
  const pool = groupArn === undefined ? undefined : deps.pool(groupArn);
  const sticky = pool?.group.attributes['stickiness.enabled'] === 'true';
  const target = pool?.take(sticky ? readCookie(request, 'AWSALB') : undefined);
  if (pool === undefined || target === undefined) return { groupArn };
  if (sticky) {
    const seconds = Number(pool.group.attributes['stickiness.lb_cookie.duration_seconds'] ?? 86_400);
    cookies.push(
      ...stickyCookies('AWSALB', stickyToken(targetKey(target.id, target.port)), seconds, Date.now()),
    );
  }
  return { pool, target, endpoint: deps.network.resolve(target.id, target.port), cookies };
}

/** What one listener does with its traffic. Reads the records anew for every request, so that changes count at once. */
export function serveListener(
  loadBalancer: LoadBalancerRecord,
  listener: ListenerRecord,
  deps: Deps,
): Traffic {
  const idleSeconds = (): number => Number(loadBalancer.attributes['idle_timeout.timeout_seconds'] ?? 60);
  const hopFor = (request: IncomingMessage, to: Route & { endpoint: Endpoint }): Hop => ({
    endpoint: to.endpoint,
    agent: to.pool.agent(to.target),
    headers: headersForTarget(request, loadBalancer.attributes, listener.secure ? 'https' : 'http'),
    responseHeaders: to.cookies.flatMap((cookie) => ['Set-Cookie', cookie]),
    idleSeconds: idleSeconds(),
  });
  const own = (status: number, groupArn?: string, connectionError = false): void =>
    deps.metrics.record(loadBalancer.arn, groupArn, { status, byTarget: false, connectionError });

  const forwardRequest = async (
    action: Action,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const to = route(action, request, deps);
    if (!('target' in to)) {
      answerError(response, 503);
      return own(503, to.groupArn);
    }
    const groupArn = to.pool.group.arn;
    if (to.endpoint === undefined) {
      to.pool.release(to.target);
      answerError(response, 502);
      return own(502, groupArn, true);
    }
    const outcome = await forward(request, response, hopFor(request, { ...to, endpoint: to.endpoint }));
    to.pool.release(to.target);
    deps.metrics.record(loadBalancer.arn, groupArn, outcome);
  };

  const forwardHandshake = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const action = matchRule(listener.rules, request)?.actions.at(-1);
    const to = action?.Type === 'forward' ? route(action, request, deps) : { groupArn: undefined };
    if (!('target' in to)) return refuseUpgrade(socket, 503);
    const { endpoint, pool } = to;
    if (endpoint === undefined) refuseUpgrade(socket, 502);
    const status =
      endpoint === undefined
        ? 502
        : await forwardUpgrade(request, socket, head, hopFor(request, { ...to, endpoint }));
    pool.release(to.target);
    deps.metrics.record(loadBalancer.arn, pool.group.arn, { status, byTarget: status < 500 });
  };

  return {
    idleSeconds,
    request(request, response) {
      const action = matchRule(listener.rules, request)?.actions.at(-1);
      if (action?.Type === 'fixed-response' && action.FixedResponseConfig !== undefined) {
        own(answerFixed(response, action.FixedResponseConfig));
      } else if (action?.Type === 'redirect' && action.RedirectConfig !== undefined) {
        own(answerRedirect(request, response, action.RedirectConfig));
      } else if (action !== undefined) void forwardRequest(action, request, response);
      else answerError(response, 503);
    },
    upgrade: (request, socket, head) => void forwardHandshake(request, socket, head),
  };
}
