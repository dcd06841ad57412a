import { HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { ProtocolName } from '../model.ts';
import type { WireRequest, WireResponse } from '../protocol.ts';

/** A value of a schema with every member in it, no two strings alike; a schema that contains itself is cut off. */
export function sample(
  schema: NormalizedSchema,
  protocol: ProtocolName,
  path: readonly string[] = [],
): unknown {
  const name = schema.getName(true) ?? '';
  const traits = schema.getMergedTraits();
  if (schema.isUnitSchema()) return {};
  if (schema.isStructSchema()) {
    const inner = [...path, name];
    const members = [...schema.structIterator()]
      .filter(([, member]) => !isCycle(member, inner))
      .slice(0, schema.isUnionSchema() ? 1 : undefined)
      .flatMap(([key, member]) => {
        const value = sampleMember(member, protocol, inner);
        return value === undefined ? [] : [[key, value] as const];
      });
    return Object.fromEntries(members);
  }
  if (schema.isListSchema())
    return [1, 2].map((n) => nth(sample(schema.getValueSchema(), protocol, path), n));
  if (schema.isMapSchema()) return { 'a key': sample(schema.getValueSchema(), protocol, path) };
  if (schema.isTimestampSchema()) return new Date(Date.UTC(2026, 1, 3, 4, 5, 6));
  if (schema.isBlobSchema()) return new Uint8Array([0, 1, 250, 255]);
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return traits.httpResponseCode ? 200 : 42;
  if (schema.isStringSchema()) return `<${schema.getMemberName()}> & "ü" / +?%`;
  return { document: [1, 'two'] };
}

function sampleMember(member: NormalizedSchema, protocol: ProtocolName, path: readonly string[]): unknown {
  const traits = member.getMergedTraits();
  // Header values are Latin-1 without spaces at their ends, header names lower case; lists in them part at commas.
  if (traits.httpHeader && member.isStringSchema()) return 'in-a-header';
  if (traits.httpPrefixHeaders !== undefined) return { key: 'value' };
  if (traits.httpQueryParams) return undefined;
  return sample(member, protocol, path);
}

function nth(value: unknown, n: number): unknown {
  return typeof value === 'string' ? `${value} ${n}` : value;
}

function isCycle(member: NormalizedSchema, path: readonly string[]): boolean {
  if (member.isListSchema() || member.isMapSchema()) return isCycle(member.getValueSchema(), path);
  return member.isStructSchema() && path.includes(member.getName(true) ?? '');
}

interface SdkProtocol {
  serializeRequest(schema: unknown, input: unknown, context: unknown): Promise<HttpRequest>;
  deserializeResponse(
    schema: unknown,
    context: unknown,
    response: HttpResponse,
  ): Promise<Record<string, unknown>>;
}

/** The client's own protocol, without its middleware: the other end of the wire. */
export function sdkProtocol(module: Readonly<Record<string, unknown>>): {
  serialize(schema: readonly unknown[], input: unknown): Promise<HttpRequest>;
  deserialize(schema: readonly unknown[], response: WireResponse): Promise<unknown>;
} {
  const name = Object.keys(module).find((key) => /^[A-Z]\w*Client$/.test(key)) ?? '';
  const Client = module[name] as new (options: object) => {
    config: { protocol: SdkProtocol } & Record<string, unknown>;
  };
  const { config } = new Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const context = {
    ...config,
    endpoint: () => Promise.resolve({ protocol: 'http:', hostname: 'localhost', port: 80, path: '/' }),
    disableHostPrefix: true,
  };
  const operation = (schema: readonly unknown[]) => ({
    namespace: schema[1],
    name: schema[2],
    traits: schema[3],
    input: schema[4],
    output: schema[5],
  });
  return {
    serialize: (schema, input) => config.protocol.serializeRequest(operation(schema), input, context),
    async deserialize(schema, { status, headers, body }) {
      const response = new HttpResponse({
        statusCode: status,
        headers: { ...headers },
        body: Buffer.from(body),
      });
      const { $metadata, ...output } = await config.protocol.deserializeResponse(
        operation(schema),
        context,
        response,
      );
      void $metadata;
      return Object.fromEntries(
        // Payloads come in a subclass of Uint8Array that is equal to nothing else.
        Object.entries(output).map(([key, value]) => [
          key,
          value instanceof Uint8Array ? new Uint8Array(value) : value,
        ]),
      );
    },
  };
}

/** What the server would read of a request that the SDK is about to send. */
export async function toWireRequest(sent: Promise<HttpRequest>): Promise<WireRequest> {
  const { method, path, query, headers, body } = await sent;
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value ?? '']) search.append(key, item);
  }
  return {
    method,
    path,
    query: search,
    headers: Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value])),
    body: Buffer.from((body as string | Uint8Array | undefined) ?? ''),
  };
}
