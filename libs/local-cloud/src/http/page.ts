const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, quoted attribute values included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b2230;--soft:#5b6577;--line:#dfe3ea;--page:#fff;--inset:#f5f7fa;--link:#2456b8}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#9aa5b8;--line:#2c3442;--page:#12161d;--inset:#1a2029;--link:#7fa9f5}}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;background:var(--page);color:var(--ink)}
nav{margin-bottom:1.5rem}a{color:var(--link)}.soft,time,dt{color:var(--soft)}
table{border-collapse:collapse;width:100%}
th,td{padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{color:var(--soft);font-weight:600}
th,time,.fit{white-space:nowrap;overflow-wrap:normal}.fit{width:1%}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font:.85rem/1.5 ui-monospace,monospace}
details{border-bottom:1px solid var(--line);padding:.6rem 0}
summary{cursor:pointer;display:flex;flex-wrap:wrap;gap:.2rem 1rem}
summary span{width:14rem;overflow-wrap:anywhere}summary b{flex:1}
dl{display:grid;grid-template-columns:5rem 1fr;margin:.8rem 0}dd{margin:0;overflow-wrap:anywhere}
details pre{background:var(--inset);padding:1rem;border-radius:6px}
iframe{width:100%;min-height:20rem;border:1px solid var(--line);border-radius:6px;background:#fff}
input,button{font:inherit;padding:.3rem .6rem}input{width:min(20rem,60%)}
`;

/** A plain page; `body` is HTML already. No script: nothing that is shown here can run. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'self'">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><nav><a href="/_cloud/">Local cloud</a></nav><h1>${escapeHtml(title)}</h1>
${body}
</body></html>
`;
}
