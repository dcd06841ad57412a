import { escapeHtml, page } from '../../http/page.ts';
import { sendHtml, sendJson } from '../../http/send.ts';
import type { HttpHook } from '../../service.ts';
import type { LoadBalancerAddress } from './service.ts';

function render(addresses: readonly LoadBalancerAddress[]): string {
  const rows = addresses.flatMap(({ name, listeners }) =>
    listeners.map(({ port, url }) => {
      const link = escapeHtml(url);
      return `<tr><th>${escapeHtml(name)}</th><td>${port}</td><td><a href="${link}">${link}</a></td></tr>`;
    }),
  );
  const table = `<table><thead><tr><th>Load balancer</th><th>Listener</th><th>Answers at</th></tr></thead>${rows.join('\n')}</table>`;
  return page('Load balancers', rows.length === 0 ? '<p>No load balancer has a listener.</p>' : table);
}

/** Where every listener really answers: as a page for people, as JSON for everything else. */
export function addressesHook(addresses: () => LoadBalancerAddress[]): HttpHook {
  return {
    prefix: '/_cloud/load-balancers',
    title: 'Load balancers and where they listen',
    handle(request, response) {
      if (request.headers.accept?.includes('text/html') === true) sendHtml(response, render(addresses()));
      else sendJson(response, 200, { loadBalancers: addresses() });
      return Promise.resolve();
    },
  };
}
