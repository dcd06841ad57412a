import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from './cloud.ts';
import type { IndexFacts } from './control/index-page.ts';
import { seededRandom } from './control/random.ts';
import { catalog, modelOf } from './protocol/catalog.ts';
import type { WireRequest } from './protocol/protocol.ts';
import { sample, sdkProtocol, toWireRequest } from './protocol/testing/round-trip.ts';
import { control } from './testing/client-options.ts';
import { vary } from './testing/vary.ts';

const VARIATIONS = 4;
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 4_294_967_296));

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterAll(() => cloud.stop());

describe(`any input of the right types (SEED=${seed})`, () => {
  it.each(Object.keys(catalog))(
    'is answered by %s, and never with a fault of its own',
    async (signingName) => {
      const { services } = (await control(cloud, 'health')).json as unknown as IndexFacts;
      const operations = services.find(({ name }) => name === signingName)?.operations ?? [];
      const module = (await catalog[signingName]?.load()) ?? {};
      const protocol = (await modelOf(signingName))?.protocol ?? 'awsJson1_0';
      const sdk = sdkProtocol(module);
      const random = seededRandom(seed);
      const faults: string[] = [];
      for (const operation of operations) {
        const schema = module[`${operation}$`] as unknown[];
        const input = NormalizedSchema.of(schema[4] as never);
        const inputs = [
          sample(input, protocol),
          {},
          ...Array.from({ length: VARIATIONS }, () => vary(input, random)),
        ];
        for (const one of inputs) {
          // Some inputs the SDK itself refuses to write: an empty label in a path, say.
          const request = await toWireRequest(sdk.serialize(schema, one)).catch(() => undefined);
          if (request === undefined) continue;
          const { status, text } = await send(signingName, request);
          if (status >= 500 && status !== 501)
            faults.push(`${operation} of ${JSON.stringify(one)}: ${status} ${text}`);
        }
      }
      expect(faults).toEqual([]);
    },
  );
});

async function send(signingName: string, { method, path, query, headers, body }: WireRequest) {
  const search = query.size > 0 ? `?${query.toString()}` : '';
  const response = await fetch(`${cloud.url}${path}${search}`, {
    method,
    headers: {
      ...(headers['content-type'] === undefined ? {} : { 'content-type': headers['content-type'] }),
      ...(headers['x-amz-target'] === undefined ? {} : { 'x-amz-target': String(headers['x-amz-target']) }),
      authorization: `AWS4-HMAC-SHA256 Credential=t/20260101/us-east-1/${signingName}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
  });
  return { status: response.status, text: await response.text() };
}
