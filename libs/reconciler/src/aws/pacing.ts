import { createTokenBucket, type Rate, type TokenBucket } from './token-bucket.ts';

/**
 * Limits that AWS documents, by client and API, a little below so that others in the account have room.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
const documented: Readonly<Record<string, Rate>> = {
  'ECS RegisterTaskDefinition': { burst: 20, perSecond: 1 },
  'ECS DeregisterTaskDefinition': { burst: 20, perSecond: 1 },
  'ECS DeleteTaskDefinitions': { burst: 5, perSecond: 1 },
  'ECS CreateService': { burst: 50, perSecond: 5 },
  'ECS UpdateService': { burst: 50, perSecond: 5 },
  'ECS DeleteService': { burst: 50, perSecond: 5 },
  'Lambda GetFunction': { burst: 100, perSecond: 80 },
  'ECS CreateCluster': { burst: 10, perSecond: 1 },
};

/** Limits of every other API of a client: control planes that AWS says, or people find, to throttle early. */
const byClient: Readonly<Record<string, Rate>> = {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: 10 a second for all APIs together.
  ApiGatewayV2: { burst: 20, perSecond: 5 },
  ApplicationAutoScaling: { burst: 20, perSecond: 10 },
  EC2: { burst: 50, perSecond: 20 },
  ECS: { burst: 100, perSecond: 20 },
  ElasticLoadBalancingV2: { burst: 40, perSecond: 10 },
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 15 a second for all control plane APIs together.
  Lambda: { burst: 15, perSecond: 10 },
  // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html: 5 a second for an account.
  Route53: { burst: 5, perSecond: 4 },
  IAM: { burst: 40, perSecond: 15 },
};

const otherwise: Rate = { burst: 100, perSecond: 50 };

/** Paces calls: one token bucket per API. */
export function createPacer() {
  const buckets = new Map<string, TokenBucket>();
  return {
    /** Resolves when `<client> <api>` may be called. */
    async take(client: string, api: string, signal?: AbortSignal): Promise<void> {
      const name = `${client} ${api}`;
      const bucket =
        buckets.get(name) ?? createTokenBucket(documented[name] ?? byClient[client] ?? otherwise);
      buckets.set(name, bucket);
      await bucket.take(signal);
    },
  };
}

export type Pacer = ReturnType<typeof createPacer>;

/** The corner of an SDK client that pacing needs. */
interface PaceableClient {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: never) => Promise<unknown>,
        context: { clientName?: string; commandName?: string },
      ) => (args: never) => Promise<unknown>,
      options: { step: 'finalizeRequest'; priority: 'low'; name: string },
    ): void;
  };
}

/** Makes every attempt of every call of `client`, retries too, wait for its turn. */
export function pace<Client extends object>(client: Client, pacer: Pacer): Client {
  // The middleware stack's own type is generic over each client's commands; ours reads none of them.
  const { middlewareStack } = client as unknown as PaceableClient;
  middlewareStack.add(
    (next, context) => async (args) => {
      const service = (context.clientName ?? '').replace(/Client$/, '');
      await pacer.take(service, (context.commandName ?? '').replace(/Command$/, ''));
      return await next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'paceCalls' },
  );
  return client;
}
