import type { IncomingMessage } from 'node:http';
import { escapeHtml, page } from '../../../http/page.ts';
import { sendHtml, sendJson } from '../../../http/send.ts';
import type { HttpHook } from '../../../service.ts';
import type { ZoneRecord } from '../model.ts';
import type { Front, FrontSettings } from './front.ts';
import { frontNames, targetsOf, type FrontTarget } from './resolve.ts';

/** One name, and what part of its traffic goes where. */
export interface FrontName {
  readonly name: string;
  /** For browsers and curl, which know `.localhost`; others ask the front's own URL with this name as Host. */
  readonly url: string;
  readonly targets: readonly (FrontTarget & { readonly requests: number })[];
}

export interface FrontFacts extends FrontSettings {
  /** Also a proxy for CONNECT: clients that have it as `HTTPS_PROXY` reach names as they are. */
  readonly url: string;
  /** A file for `NODE_EXTRA_CA_CERTS`: who issues the certificates of what names lead to. */
  readonly certificateAuthority: string;
  readonly names: readonly FrontName[];
}

export function describeFront(
  front: Front,
  zones: ReadonlyMap<string, ZoneRecord>,
  certificateAuthority: string,
): FrontFacts {
  return {
    url: `http://127.0.0.1:${front.port}`,
    certificateAuthority,
    ...front.settings,
    names: frontNames(zones.values()).map((name) => ({
      name: name.slice(0, -1),
      url: `http://${name}localhost:${front.port}`,
      targets: targetsOf(zones.values(), name).map((target) => ({
        ...target,
        requests: front.counts.get(name)?.get(target.host) ?? 0,
      })),
    })),
  };
}

function render({ url, names, per, seed }: FrontFacts): string {
  const rows = names.flatMap((front) =>
    front.targets.map(
      ({ host, weight, setIdentifier, requests }) =>
        `<tr><th>${escapeHtml(front.name)}</th><td>${escapeHtml(setIdentifier ?? '')}</td><td>${weight ?? ''}</td><td>${escapeHtml(host)}</td><td>${requests}</td></tr>`,
    ),
  );
  const head = '<tr><th>Name</th><th>Set</th><th>Weight</th><th>Leads to</th><th>Requests</th></tr>';
  return page(
    'Front',
    `<p>${escapeHtml(url)} stands for every name below (by the Host header); targets are chosen per ${per}, seed ${seed}.</p>
${rows.length === 0 ? '<p>No record leads anywhere.</p>' : `<table>${head}${rows.join('\n')}</table>`}`,
  );
}

/** Shows the front; POST `{"seed"?, "per"?: "request" | "connection"}` says how it chooses. */
export function frontsHook(
  front: Front,
  zones: ReadonlyMap<string, ZoneRecord>,
  certificateAuthority: string,
): HttpHook {
  return {
    prefix: '/_cloud/fronts',
    title: 'The front that follows Route 53 weights',
    async handle(request, response) {
      if (request.method === 'POST') {
        try {
          front.configure(readSettings(front.settings, await readJson(request)));
        } catch (error) {
          return sendJson(response, 400, { error: (error as Error).message });
        }
      }
      const facts = describeFront(front, zones, certificateAuthority);
      if (request.headers.accept?.includes('text/html') === true) sendHtml(response, render(facts));
      else sendJson(response, 200, facts);
    },
  };
}

async function readJson(request: IncomingMessage): Promise<Partial<FrontSettings>> {
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new TypeError(`Requests from pages of ${origin} are not taken.`);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString() || '{}');
  if (typeof value !== 'object' || value === null) throw new TypeError('The body must be a JSON object.');
  return value;
}

function readSettings(current: FrontSettings, { seed, per }: Partial<FrontSettings>): FrontSettings {
  if (seed !== undefined && !Number.isInteger(seed)) {
    throw new TypeError(`seed must be a whole number; found ${JSON.stringify(seed)}.`);
  }
  if (per !== undefined && per !== 'request' && per !== 'connection') {
    throw new TypeError(`per must be request or connection; found ${JSON.stringify(per)}.`);
  }
  return { seed: seed ?? current.seed, per: per ?? current.per };
}
