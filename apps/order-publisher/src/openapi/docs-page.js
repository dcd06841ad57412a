import { createHash } from 'node:crypto';
import { PROBLEM_KINDS } from '../http/problem-kinds.ts';
import { DOCS_STYLE } from './docs-style.ts';
import { escapeHtml } from './html.ts';
import { schemaTable } from './schema-html.ts';
/** The page's own policy: its one style and nothing else, no script. */
export const DOCS_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(DOCS_STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
/** The API's documentation as one HTML page that needs nothing from anywhere. */
export function docsPage(document, catalogue) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationCard(document, method, path, operation)),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(document.info.title)}</title>
<style>${DOCS_STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(document.info.title)}</h1>
<p class="lead">${escapeHtml(document.info.summary)} Version ${escapeHtml(document.info.version)}. For programs: <a href="/openapi.json">openapi.json</a>.</p>
<h2>Operations</h2>
${operations.join('\n')}
<h2>Catalogue</h2>
<div class="card">${catalogueTable(catalogue)}</div>
<h2>Errors</h2>
<p class="lead">Every error is <code>application/problem+json</code> (RFC 9457). Its <code>type</code> is one of these.</p>
${problemCards()}
</main>
</body>
</html>
`;
}
function operationCard(document, method, path, operation) {
  return `<section class="card" id="${escapeHtml(operation.operationId)}">
<div class="operation"><span class="method ${escapeHtml(method)}">${escapeHtml(method)}</span>${escapeHtml(path)}</div>
<p>${escapeHtml(operation.summary)}. ${escapeHtml(operation.description ?? '')}</p>
${parameters(operation)}${requestBody(document, operation)}${responses(document, operation)}</section>`;
}
function parameters({ parameters = [] }) {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(String(parameter['name']))}</code></td><td>${escapeHtml(String(parameter['in']))}</td><td>${escapeHtml(String(parameter['description']))}</td></tr>`,
  );
  return `<h3>Parameters</h3><table><tbody>${rows.join('')}</tbody></table>`;
}
function requestBody(document, { requestBody }) {
  const media = jsonMedia(requestBody);
  if (media === undefined) return '';
  const example = JSON.stringify(media['example'], undefined, 2);
  return `<h3>Request body</h3>${schemaTable(resolve(document, media))}<h3>Example</h3><pre>${escapeHtml(example)}</pre>`;
}
function responses(document, operation) {
  const rows = Object.entries(operation.responses).map(([status, response]) => {
    const media = jsonMedia(response);
    const table = media === undefined ? '' : schemaTable(resolve(document, media));
    const mark = Number(status) >= 400 ? ' class="bad"' : '';
    return `<tr><td${mark}><code>${escapeHtml(status)}</code></td><td>${escapeHtml(String(response['description']))}${table}</td></tr>`;
  });
  return `<h3>Answers</h3><table><tbody>${rows.join('')}</tbody></table>`;
}
function jsonMedia(body) {
  return body?.['content']?.['application/json'];
}
function resolve(document, media) {
  const { $ref } = media['schema'];
  return document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {};
}
function catalogueTable(catalogue) {
  const rows = [...catalogue.values()].map(
    ({ sku, name, unitPrice }) =>
      `<tr><td><code>${escapeHtml(sku)}</code></td><td>${escapeHtml(name)}</td><td class="number">${(unitPrice / 100).toFixed(2)}</td></tr>`,
  );
  return `<table><thead><tr><th>SKU</th><th>Name</th><th class="number">USD</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
function problemCards() {
  return Object.entries(PROBLEM_KINDS)
    .map(
      ([kind, { status, title, advice }]) =>
        `<section class="card" id="${kind}"><div class="operation"><span class="method bad">${status}</span>${escapeHtml(title)}</div><p><code>/docs#${kind}</code></p><p>${escapeHtml(advice)}</p></section>`,
    )
    .join('\n');
}
