import { escapeHtml, page } from '../../http/page.ts';
import { sendHtml, sendJson } from '../../http/send.ts';
import type { HttpHook } from '../../service.ts';

/** One API and where it answers. */
export interface ApiAddress {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly routes: readonly string[];
}

function render(apis: readonly ApiAddress[]): string {
  const rows = apis.map(({ name, url, routes }) => {
    const link = escapeHtml(url);
    return `<tr><th>${escapeHtml(name)}</th><td><a href="${link}">${link}</a></td><td>${routes.map(escapeHtml).join('<br>')}</td></tr>`;
  });
  return page(
    'HTTP APIs',
    rows.length === 0
      ? '<p>There is no HTTP API.</p>'
      : `<table><tr><th>API</th><th>Answers at</th><th>Routes</th></tr>${rows.join('\n')}</table>`,
  );
}

/** Where every HTTP API answers: as a page for people, as JSON for everything else. */
export function apisHook(addresses: () => ApiAddress[]): HttpHook {
  return {
    prefix: '/_cloud/http-apis',
    title: 'HTTP APIs and where they answer',
    handle(request, response) {
      if (request.headers.accept?.includes('text/html') === true) sendHtml(response, render(addresses()));
      else sendJson(response, 200, { apis: addresses() });
      return Promise.resolve();
    },
  };
}
