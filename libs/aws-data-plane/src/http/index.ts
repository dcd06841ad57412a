export { ExchangeError, type ExchangeRequest, type HttpAnswer } from './exchange.ts';
export { createLeanTransport } from './lean-transport.ts';
export type { Transport, TransportSettings } from './transport.ts';
