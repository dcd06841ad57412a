import type { CloudEnvironment } from '../../../environment.ts';
import type { ApiRecord, StageRecord } from '../model.ts';
import type { Call } from './call.ts';
import type { Reply } from './reply.ts';
import { requestTime } from './request-time.ts';

/** Where the lines go: a log group of CloudWatch Logs. */
export interface LogSink {
  ingest(group: string, stream: string, events: readonly { timestamp: number; message: string }[]): void;
}

/** The log group that an ARN names, with or without the `:*` that IAM wants; undefined when it is another kind of ARN. */
export const groupOfArn = (arn: string | undefined): string | undefined =>
  /^arn:aws:logs:[\w-]+:\d{12}:log-group:([\w./#-]+)(?::\*)?$/.exec(arn ?? '')?.[1];

export interface Logged {
  readonly api: ApiRecord;
  readonly stage: StageRecord;
  readonly call: Call;
  readonly reply: Reply;
  readonly routeKey: string | undefined;
  /** Milliseconds from the request's arrival to its answer. */
  readonly latency: number;
}

/** Writes one line in the stage's format. A log group that is gone is no reason to fail a request. */
export function writeAccessLog(sink: LogSink, environment: CloudEnvironment, logged: Logged): void {
  const { stage, api, call } = logged;
  const group = groupOfArn(stage.accessLog?.DestinationArn);
  if (group === undefined) return;
  const message = formatLine(stage.accessLog?.Format ?? '', contextOf(environment, logged));
  try {
    sink.ingest(group, `${api.id}-${stage.name.replace('$', '')}`, [{ timestamp: call.time, message }]);
  } catch {
    // The group was deleted, or never made: AWS drops the lines too.
  }
}

/** Fills `$context.x` in; what is not known is `-`. */
export function formatLine(format: string, context: Readonly<Record<string, string>>): string {
  return format.replace(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_all, name: string) =>
    Object.hasOwn(context, name) ? (context[name] ?? '-') : '-',
  );
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
function contextOf(
  { account }: CloudEnvironment,
  { api, stage, call, reply, routeKey, latency }: Logged,
): Record<string, string> {
  const { trace } = reply;
  const own = trace?.error !== undefined || reply.status === 404 || reply.status === 429;
  const message = own ? messageOf(reply) : undefined;
  const known: Record<string, string | number | undefined> = {
    accountId: account,
    apiId: api.id,
    awsEndpointRequestId: undefined,
    domainName: call.domainName,
    domainPrefix: call.domainName.split('.')[0],
    'error.message': message,
    'error.messageString': message && JSON.stringify(message),
    extendedRequestId: call.requestId,
    httpMethod: call.method,
    'identity.sourceIp': call.sourceIp,
    'identity.userAgent': call.userAgent,
    'integration.error': trace?.error,
    'integration.integrationStatus': trace?.status,
    'integration.latency': trace?.latency,
    'integration.status': trace?.status,
    integrationErrorMessage: trace?.error,
    integrationLatency: trace?.latency,
    integrationStatus: trace?.status,
    path: call.rawPath,
    protocol: call.protocol,
    requestId: call.requestId,
    requestTime: requestTime(call.time),
    requestTimeEpoch: call.time,
    responseLatency: latency,
    responseLength: reply.body.length,
    routeKey,
    stage: stage.name,
    status: reply.status,
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  );
}

function messageOf({ body }: Reply): string | undefined {
  try {
    return (JSON.parse(body.toString()) as { message?: string }).message;
  } catch {
    return undefined;
  }
}
