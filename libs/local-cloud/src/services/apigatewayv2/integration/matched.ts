import type { Integration } from '@aws-sdk/client-apigatewayv2';
import type { Call } from '../data-plane/call.ts';

/** A call and where it goes. */
export interface Matched {
  readonly call: Call;
  readonly account: string;
  readonly apiId: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly integration: Integration;
}

/** A map, or undefined when there is nothing in it: empty members are left out of events. */
export const ifAny = <Value>(
  map: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> | undefined => (Object.keys(map).length === 0 ? undefined : map);
