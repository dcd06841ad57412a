import { request as sendRequest, type Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Endpoint } from '../../../network.ts';
import { answerError } from './answer.ts';
import { endToEnd } from './headers.ts';

/** How one forwarded request ended. */
export interface Outcome {
  /** The status the client saw; 460 when it hung up first, as ALB logs it. */
  readonly status: number;
  /** Whether the target gave that status, rather than the load balancer itself. */
  readonly byTarget: boolean;
  /** From handing the request to the target until the first byte of its answer, in seconds. */
  readonly targetSeconds: number | undefined;
}

export interface Hop {
  readonly endpoint: Endpoint;
  readonly agent: Agent;
  readonly headers: string[];
  /** More headers for the client, e.g. stickiness cookies: a flat list of names and values. */
  readonly responseHeaders: string[];
  readonly idleSeconds: number;
}

/**
 * Sends a request on to a target and streams the answer back. Never sends a request twice: whether the target has acted on it
 * cannot be known. A target that resets or answers nonsense is a 502, one that does not answer within the idle timeout a 504.
 * @returns when the request is over, however it ended; never rejects.
 */
export function forward(request: IncomingMessage, response: ServerResponse, hop: Hop): Promise<Outcome> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let targetSeconds: number | undefined;
    let answer: IncomingMessage | undefined;
    let failure: number | undefined;
    const outgoing = sendRequest({
      host: hop.endpoint.host,
      port: hop.endpoint.port,
      method: request.method,
      path: request.url,
      headers: hop.headers,
      agent: hop.agent,
      timeout: hop.idleSeconds * 1000,
    });
    const fail = (status: number): void => {
      // Only the first failure counts: giving up on the target makes it fail once more.
      if (failure !== undefined) return;
      failure = status;
      request.unpipe(outgoing);
      request.resume();
      outgoing.destroy();
      answerError(response, status);
    };

    outgoing.on('response', (incoming) => {
      targetSeconds = (performance.now() - startedAt) / 1000;
      try {
        response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, [
          ...endToEnd(incoming),
          ...hop.responseHeaders,
        ]);
      } catch {
        // A status or header that HTTP does not have, such as status 0.
        fail(502);
        return;
      }
      answer = incoming;
      incoming.on('error', () => fail(502));
      incoming.on('aborted', () => fail(502));
      incoming.pipe(response);
    });
    outgoing.on('information', (info) => {
      if (info.statusCode === 103) response.writeEarlyHints(info.headers as Record<string, string>);
    });
    outgoing.on('timeout', () => fail(request.complete ? 504 : 408));
    outgoing.on('error', () => {
      // A target may answer early and not read the rest of the body: what counts is its answer.
      if (answer === undefined) fail(502);
    });
    // Also when nothing else says so, as after an upgrade that nobody asked for.
    outgoing.on('close', () => {
      if (answer === undefined) fail(502);
    });
    response.on('close', () => {
      // After a whole answer the connection to the target goes back to the agent, to be used again.
      if (answer?.complete !== true || !request.complete) outgoing.destroy();
      if (failure !== undefined) resolve({ status: failure, byTarget: false, targetSeconds });
      else if (response.writableFinished) {
        resolve({ status: answer?.statusCode ?? 502, byTarget: true, targetSeconds });
      } else resolve({ status: 460, byTarget: false, targetSeconds });
    });
    request.on('error', () => outgoing.destroy());
    request.pipe(outgoing);
  });
}
