import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { answerCall, type Api } from '../../../api/answer-call.ts';
import { readRequest } from '../../../api/read-request.ts';
import type { Clock } from '../../../clock.ts';
import { createCallLog } from '../../../control/call-log.ts';
import { createPermissionLog } from '../../../control/permission-log.ts';
import { createFaultPlan } from '../../../control/fault-plan.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import { serve } from '../../../http/serve.ts';
import { createTaskNetwork } from '../../../network.ts';
import { AwsError, type RequestContext } from '../../../service.ts';
import { clientOptions } from '../../../testing/client-options.ts';
import type { FunctionAnswer } from '../lambda-invoker.ts';
import { createApiGatewayService, type ApiGatewayService } from '../service.ts';

/** The event that a function gets, as far as the tests look into it. */
// oxlint-disable-next-line typescript/no-explicit-any -- what is in it is what is being tested
export type Event = any;
export type Handler = (event: Event, sourceArn: string) => unknown;

export interface TestGateway {
  readonly client: ApiGatewayV2Client;
  readonly service: ApiGatewayService;
  readonly lines: { group: string; stream: string; message: string }[];
  /** Makes a function; one that throws an AwsError is refused by Lambda, any other error is the function's own. */
  handle(name: string, handler: Handler): string;
  stop(): Promise<void>;
}

const account = '123456789012';
const region = 'us-east-1';

/** API Gateway alone, over the wire, with functions that run in this process behind Lambda's own JSON boundary. */
export async function startGateway(
  options: { clock?: Clock; snapshot?: unknown } = {},
): Promise<TestGateway> {
  const handlers = new Map<string, Handler>();
  const lines: TestGateway['lines'] = [];
  const context: Omit<RequestContext, 'origin' | 'signal'> = {
    account,
    region,
    requestId: 'test',
    principal: { kind: 'root', arn: `arn:aws:iam::${account}:root` },
  };
  const environment: CloudEnvironment = {
    account,
    region,
    origin: () => 'http://127.0.0.1',
    network: createTaskNetwork(),
    directory: '/nonexistent',
    contextFor: () => ({ ...context, origin: '', signal: new AbortController().signal }),
  };
  const service = createApiGatewayService(environment, {
    lambda: {
      async invoke(functionArn, payload, { sourceArn }): Promise<FunctionAnswer> {
        const handler = handlers.get(functionArn);
        if (handler === undefined) throw new AwsError('ResourceNotFoundException', 'Function not found');
        try {
          const answer = await handler(JSON.parse(payload.toString()), sourceArn);
          return { payload: Buffer.from(JSON.stringify(answer ?? null)) };
        } catch (error) {
          if (error instanceof AwsError) throw error;
          return { payload: Buffer.from('{}'), functionError: 'Unhandled' };
        }
      },
    },
    logs: {
      ingest: (group, stream, events) =>
        void lines.push(...events.map(({ message }) => ({ group, stream, message }))),
    },
    ...(options.clock ? { clock: options.clock } : {}),
  });
  if (options.snapshot !== undefined) service.restore?.(options.snapshot);
  await service.start?.();
  const api: Api = {
    account,
    region,
    services: new Map([['apigateway', service]]),
    access: { identify: () => context.principal, looksAtResources: () => false, findDenied: () => undefined },
    permissions: createPermissionLog(),
    calls: createCallLog(),
    faults: createFaultPlan(),
    changed: () => undefined,
  };
  const listening = await serve(0, async (request, response) => {
    const signal = new AbortController().signal;
    const outcome = await answerCall(api, await readRequest(request), { origin: '', signal: () => signal });
    if (outcome.kind !== 'answer') throw new Error('No fault was asked for.');
    response.writeHead(outcome.response.status, { ...outcome.response.headers });
    response.end(outcome.response.body);
  });
  const client = new ApiGatewayV2Client(clientOptions({ url: `http://127.0.0.1:${listening.port}`, region }));
  return {
    client,
    service,
    lines,
    handle(name, handler) {
      const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
      handlers.set(arn, handler);
      return arn;
    },
    async stop() {
      client.destroy();
      await service.stop?.();
      await listening.close();
    },
  };
}
