import type { IncomingMessage, ServerResponse } from 'node:http';
import { readRequest } from '../api/read-request.ts';
import type { WireRequest } from '../protocol/protocol.ts';
import { sendHtml, sendJson } from '../http/send.ts';
import type { CallFilter, CallLog } from './call-log.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { PermissionLog } from './permission-log.ts';
import { indexPage, type IndexFacts } from './index-page.ts';

export interface Control {
  readonly calls: CallLog;
  readonly permissions: PermissionLog;
  readonly faults: FaultPlan;
  reset(): Promise<void>;
  facts(): IndexFacts;
}

type Handler = (control: Control, request: WireRequest, response: ServerResponse) => void | Promise<void>;

const routes: Readonly<Record<string, Handler>> = {
  'GET /_cloud/': (control, _request, response) => sendHtml(response, indexPage(control.facts())),
  'GET /_cloud/health': (control, _request, response) =>
    sendJson(response, 200, { status: 'ok', ...control.facts() }),
  'GET /_cloud/calls'({ calls }, { query }, response) {
    sendJson(response, 200, { calls: calls.list(readFilter(query)) });
  },
  'DELETE /_cloud/calls'({ calls }, _request, response) {
    calls.clear();
    sendJson(response, 200, { calls: [] });
  },
  'GET /_cloud/permissions': ({ permissions }, _request, response) =>
    sendJson(response, 200, { permissions: permissions.list() }),
  'DELETE /_cloud/permissions'({ permissions }, _request, response) {
    permissions.clear();
    sendJson(response, 200, { permissions: [] });
  },
  'GET /_cloud/faults': ({ faults }, _request, response) =>
    sendJson(response, 200, { faults: faults.list() }),
  'POST /_cloud/faults'({ faults }, { body }, response) {
    sendJson(response, 201, faults.add(JSON.parse(body.toString('utf8')) as unknown));
  },
  'DELETE /_cloud/faults'({ faults }, { query }, response) {
    const id = query.get('id');
    if (id === null) faults.clear();
    else if (!faults.remove(id))
      throw new TypeError(`There is no fault '${id}'; GET /_cloud/faults lists them.`);
    sendJson(response, 200, { faults: faults.list() });
  },
  async 'POST /_cloud/reset'(control, _request, response) {
    await control.reset();
    sendJson(response, 200, { status: 'ok' });
  },
};

/** Answers what is asked under `/_cloud/`, but for what services hook in there. */
export async function handleControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    // A page of another site could send this with a form; it has no business here.
    return sendJson(response, 403, { error: `Requests from pages of ${origin} are not taken.` });
  }
  const wire = await readRequest(request);
  const path = wire.path === '/_cloud' ? '/_cloud/' : wire.path;
  const handler = routes[`${wire.method} ${path}`];
  if (handler === undefined) {
    const known = Object.keys(routes).filter((route) => route.endsWith(` ${path}`));
    const message =
      known.length > 0
        ? `${path} does not take ${wire.method}; it takes ${known.map((route) => route.split(' ')[0]).join(', ')}.`
        : `There is no ${path}; GET /_cloud/ lists what there is.`;
    return sendJson(response, known.length > 0 ? 405 : 404, { error: message });
  }
  try {
    await handler(control, wire, response);
  } catch (error) {
    // What these throw is what the caller sent; anything else is ours.
    const ours = !(error instanceof TypeError || error instanceof SyntaxError);
    sendJson(response, ours ? 500 : 400, { error: (error as Error).message });
  }
}

const filters = new Set(['since', 'service', 'operation', 'readOnly']);

function readFilter(query: URLSearchParams): CallFilter {
  for (const name of query.keys()) {
    if (!filters.has(name))
      throw new TypeError(`Unknown filter '${name}'; there are ${[...filters].join(', ')}.`);
  }
  const since = query.get('since');
  if (since !== null && Number.isNaN(Date.parse(since))) {
    throw new TypeError(`since must be a time such as 2026-01-31T12:00:00Z; found '${since}'.`);
  }
  const readOnly = query.get('readOnly');
  if (readOnly !== null && readOnly !== 'true' && readOnly !== 'false') {
    throw new TypeError(`readOnly must be true or false; found '${readOnly}'.`);
  }
  const service = query.get('service');
  const operation = query.get('operation');
  return {
    ...(since === null ? {} : { since: new Date(since).toISOString() }),
    ...(service === null ? {} : { service }),
    ...(operation === null ? {} : { operation }),
    ...(readOnly === null ? {} : { readOnly: readOnly === 'true' }),
  };
}
