import type { VersioningOptions } from '@nestjs/common';
import { AbstractHttpAdapter } from '@nestjs/core';
import { BODY_LIMIT, refuseEncodings } from '../http/body-rules.ts';
import { ProblemException } from '../http/problem-exception.ts';
import type { ApiEvent, ApiResult } from './api-event.ts';
import { readBody, readRequest, type LambdaRequest } from './request.ts';
import { createResponse, type LambdaResponse } from './response.ts';
import { createRouteTable, type RouteTable } from './route-table.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'] as const;

type Next = (error?: unknown) => void;
type Handler = (request: LambdaRequest, response: LambdaResponse, next: Next) => unknown;
type ErrorHandler = (error: unknown, request: LambdaRequest, response: LambdaResponse, next: Next) => unknown;

/** An answered request, for whoever logs it. */
export interface Exchange {
  readonly request: LambdaRequest;
  /** As the route declares it; undefined where no route took the request. */
  readonly route: string | undefined;
  readonly result: ApiResult;
  readonly ms: number;
}

/** What {@link LambdaHttpAdapter} is told. */
export interface AdapterHooks {
  /** Before anything else: headers that every answer carries. */
  readonly onRequest: (request: LambdaRequest, response: LambdaResponse) => void;
  readonly onResult: (exchange: Exchange) => void;
}

/**
 * Nest on the events of an HTTP API: a server without a socket, a stream or a parser. It takes JSON bodies as bytes, as the container's
 * server does; it cannot stream, render, serve files or run middleware, and says so when asked to.
 */
export class LambdaHttpAdapter extends AbstractHttpAdapter<undefined, LambdaRequest, LambdaResponse> {
  readonly #routes: RouteTable<Handler>;
  readonly #hooks: AdapterHooks;
  #notFound: Handler = (_request, response) => this.reply(response, undefined, 404);
  #onError: ErrorHandler = (_error, _request, response) => this.reply(response, undefined, 500);

  constructor(hooks: AdapterHooks) {
    const routes = createRouteTable<Handler>();
    // The framework that the base class hands routes to.
    super(
      Object.fromEntries(METHODS.map((method) => [method, routes.add.bind(routes, method.toUpperCase())])),
    );
    this.#routes = routes;
    this.#hooks = hooks;
  }

  /** Answers one event. Never rejects: what is thrown becomes an answer. */
  async handle(event: ApiEvent): Promise<ApiResult> {
    const startedAt = performance.now();
    const request = readRequest(event);
    const response = createResponse();
    this.#hooks.onRequest(request, response);
    const fail = (error: unknown): unknown => this.#onError(error, request, response, () => {});
    let route: string | undefined;
    try {
      const match = this.#routes.find(request.method, request.path);
      route = match?.path;
      request.params = match?.params ?? {};
      if (match !== undefined) request.body = this.#takeBody(request, event);
      await (match?.handler ?? this.#notFound)(request, response, (error) => {
        if (error !== undefined) fail(error);
      });
    } catch (error) {
      fail(error instanceof URIError ? new ProblemException('malformed-request', { cause: error }) : error);
    }
    const answer = await response.result;
    const result = request.method === 'HEAD' ? { ...answer, body: '' } : answer;
    this.#hooks.onResult({ request, route, result, ms: performance.now() - startedAt });
    return result;
  }

  #takeBody({ method, headers }: LambdaRequest, event: ApiEvent): Uint8Array | undefined {
    if (method === 'GET' || method === 'HEAD') return undefined;
    const body = readBody(event);
    const type = headers['content-type'];
    if (body === undefined && type === undefined) return undefined;
    if (!/^application\/json\s*(;|$)/i.test(type ?? '')) throw new ProblemException('unsupported-media-type');
    if (body !== undefined && body.byteLength > BODY_LIMIT) throw new ProblemException('payload-too-large');
    refuseEncodings(headers);
    return body ?? new Uint8Array();
  }

  override getType(): string {
    return 'lambda';
  }

  override initHttpServer(): void {
    // There is no server; Nest only wants to be able to ask for one.
    this.httpServer = undefined;
  }

  override close(): void {}

  override getRequestHostname(request: LambdaRequest): string {
    return request.headers['host'] ?? '';
  }

  override getRequestMethod(request: LambdaRequest): string {
    return request.method;
  }

  override getRequestUrl(request: LambdaRequest): string {
    return request.url;
  }

  override status(response: LambdaResponse, statusCode: number): void {
    response.statusCode = statusCode;
  }

  override reply(response: LambdaResponse, body: unknown, statusCode?: number): void {
    if (statusCode !== undefined) response.statusCode = statusCode;
    if (typeof body === 'string' || body === undefined || body === null) {
      response.send(body ?? '');
      return;
    }
    if (!response.headers.has('content-type'))
      response.headers.set('content-type', 'application/json; charset=utf-8');
    response.send(JSON.stringify(body));
  }

  override end(response: LambdaResponse, message = ''): void {
    response.send(message);
  }

  override redirect(response: LambdaResponse, statusCode: number, url: string): void {
    response.statusCode = statusCode;
    response.headers.set('location', url);
    response.send('');
  }

  override isHeadersSent(response: LambdaResponse): boolean {
    return response.sent;
  }

  override getHeader(response: LambdaResponse, name: string): string | undefined {
    return response.headers.get(name.toLowerCase());
  }

  override setHeader(response: LambdaResponse, name: string, value: string): void {
    response.headers.set(name.toLowerCase(), value);
  }

  override appendHeader(response: LambdaResponse, name: string, value: string): void {
    const key = name.toLowerCase();
    const before = response.headers.get(key);
    if (key === 'set-cookie') response.cookies.push(value);
    else response.headers.set(key, before === undefined ? value : `${before}, ${value}`);
  }

  override setErrorHandler(handler: ErrorHandler): void {
    this.#onError = handler;
  }

  override setNotFoundHandler(handler: Handler): void {
    this.#notFound = handler;
  }

  override registerParserMiddleware(): void {}

  /** One version of everything: a version's filter lets it pass. */
  override applyVersionFilter(
    handler: Handler,
    _version: unknown,
    _options: VersioningOptions,
  ): () => Handler {
    return () => handler;
  }

  override createMiddlewareFactory(): never {
    throw unsupported('middleware');
  }

  override useStaticAssets(): never {
    throw unsupported('static files');
  }

  override setViewEngine(): never {
    throw unsupported('views');
  }

  override render(): never {
    throw unsupported('views');
  }

  override enableCors(): never {
    throw unsupported('CORS, which the HTTP API has settings for');
  }
}

function unsupported(what: string): Error {
  return new Error(`The Lambda adapter has no ${what}: leave it out of this app, or run it as a container`);
}
