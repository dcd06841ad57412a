import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../clock.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import { callIntegration } from '../integration/call-integration.ts';
import { newRequestId } from '../ids.ts';
import type { LambdaInvoker } from '../lambda-invoker.ts';
import type { ApiRecord, StageRecord } from '../model.ts';
import { selectRoute } from '../routing/select-route.ts';
import { selectStage } from '../routing/select-stage.ts';
import { writeAccessLog, type LogSink } from './access-log.ts';
import { toCall, type Call } from './call.ts';
import { answerPreflight, isPreflight, withCors } from './cors.ts';
import { readBody } from './read-body.ts';
import { ownReply, serverError, type Reply } from './reply.ts';
import type { Throttle } from './throttle.ts';

export interface DataPlaneDeps {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly lambda: LambdaInvoker;
  readonly logs: LogSink;
}

/** One request to an API, from the wire to the wire. */
export async function answerRequest(
  deps: DataPlaneDeps & { throttle: Throttle },
  api: ApiRecord,
  request: IncomingMessage,
  response: ServerResponse,
  /** The stage that a domain is mapped to; without one the path says which. */
  mapped?: StageRecord,
): Promise<void> {
  const started = performance.now();
  const time = deps.clock.now();
  const body = await readBody(request);
  const traceId = `1-${Math.floor(time / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  const call = toCall(request, body ?? Buffer.alloc(0), {
    requestId: newRequestId(),
    time,
    traceId,
    // A domain's requests come by TLS, whoever has taken it off.
    scheme: mapped ? 'https' : 'http',
  });
  const selected = mapped
    ? { stage: mapped, path: call.rawPath }
    : api.endpointDisabled
      ? undefined
      : selectStage(api.stages, call.rawPath);
  let routeKey: string | undefined;
  let reply: Reply;
  if (selected === undefined) reply = ownReply(404, 'Not Found');
  else if (body === undefined) reply = ownReply(413, 'Request Entity Too Large');
  else {
    ({ reply, routeKey } = await answerStage(deps, api, selected.stage, selected.path, call).catch(
      (error: unknown) => {
        console.error(`HTTP API ${api.name}: ${call.method} ${call.rawPath} failed:`, error);
        return { reply: serverError(String(error)), routeKey: undefined };
      },
    ));
  }
  send(response, reply, call);
  if (selected !== undefined) {
    const latency = Math.round(performance.now() - started);
    writeAccessLog(deps.logs, deps.environment, {
      api,
      stage: selected.stage,
      call,
      reply,
      routeKey,
      latency,
    });
  }
}

async function answerStage(
  deps: DataPlaneDeps & { throttle: Throttle },
  api: ApiRecord,
  stage: StageRecord,
  path: string,
  call: Call,
): Promise<{ reply: Reply; routeKey?: string | undefined }> {
  const deployment = api.deployments.get(stage.deploymentId ?? '');
  if (deployment === undefined) return { reply: ownReply(404, 'Not Found') };
  const { cors, routes, integrations } = deployment;
  if (cors && isPreflight(call)) return { reply: answerPreflight(cors, call) };
  const finish = (reply: Reply): Reply => (cors ? withCors(cors, call, reply) : reply);
  const selected = selectRoute(routes, call.method, path);
  if (selected === undefined) return { reply: finish(ownReply(404, 'Not Found')) };
  const { RouteKey: routeKey = '', Target } = selected.route;
  if (!deps.throttle.admit(api.id, stage, routeKey)) {
    return { reply: finish(ownReply(429, 'Too Many Requests')), routeKey };
  }
  const integration = integrations.find(({ IntegrationId }) => Target === `integrations/${IntegrationId}`);
  if (integration === undefined) {
    return { reply: finish(serverError(`Route ${routeKey} has no integration.`)), routeKey };
  }
  const reply = await callIntegration(deps, {
    call,
    account: deps.environment.account,
    apiId: api.id,
    stage: stage.name,
    stageVariables: stage.variables,
    routeKey,
    pathParameters: selected.pathParameters,
    integration,
  });
  return { reply: finish(reply), routeKey };
}

function send(response: ServerResponse, { status, headers, body }: Reply, { requestId }: Call): void {
  const lines = headers.flat();
  const bodiless = status === 204 || status === 304;
  if (!bodiless) lines.push('content-length', String(body.length));
  response.writeHead(status, [...lines, 'apigw-requestid', requestId]);
  response.end(bodiless ? undefined : body);
}
