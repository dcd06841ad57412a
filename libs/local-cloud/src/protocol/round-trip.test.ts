import { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import { catalog, modelOf } from './catalog.ts';
import { protocols } from './protocols.ts';
import { sample, sdkProtocol, toWireRequest } from './testing/round-trip.ts';

/** Responses that are event streams, which this cloud does not speak. */
const eventStreams = new Set([
  'lambda InvokeWithResponseStream response',
  'logs GetLogObject response',
  'logs StartLiveTail response',
]);

describe.each(Object.keys(catalog))('the wire of %s', (signingName) => {
  it(
    'takes every request and gives every response as the SDK understands it',
    { timeout: 180_000 },
    async () => {
      const model = await modelOf(signingName);
      const module = await catalog[signingName]?.load();
      if (!model || !module) throw new Error(`${signingName} is not in the catalog`);
      const sdk = sdkProtocol(module);
      const server = protocols[model.protocol];
      const wrong: string[] = [];
      for (const operation of model.operations.values()) {
        const schema = module[`${operation.name}$`] as [
          number,
          string,
          string,
          object,
          () => unknown,
          () => unknown,
        ];
        const trip = async (direction: string, run: () => Promise<void>): Promise<void> => {
          const name = `${signingName} ${operation.name} ${direction}`;
          if (eventStreams.has(name)) return;
          await run().catch((error: unknown) => wrong.push(`${name}: ${String(error).slice(0, 400)}`));
        };
        await trip('request', async () => {
          const input = sample(NormalizedSchema.of(schema[4] as never), model.protocol);
          const request = await toWireRequest(sdk.serialize(schema, input));
          expect(server.operationName(model, request)).toBe(operation.name);
          expect(server.readInput(operation, request)).toEqual(input);
        });
        await trip('response', async () => {
          const output = sample(NormalizedSchema.of(schema[5] as never), model.protocol);
          const response = server.writeOutput(model, operation, output, 'request-id');
          expect(await sdk.deserialize(schema, response)).toEqual(output);
        });
      }
      expect(wrong).toEqual([]);
    },
  );
});
