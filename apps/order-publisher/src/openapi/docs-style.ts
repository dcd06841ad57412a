/** The docs page's style: system fonts, light and dark, nothing fetched from anywhere. */
export const DOCS_STYLE = `
:root{color-scheme:light dark;--ink:#1b2230;--soft:#5b6577;--line:#dfe3ea;--page:#f7f8fa;--card:#fff;--post:#1f7a4d;--get:#2456b8;--bad:#a8321f}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#9aa5b8;--line:#2c3442;--page:#12161d;--card:#1a2029;--post:#58c08c;--get:#7fa9f5;--bad:#ef8a76}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:58rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}
h1{font-size:2rem;margin:0}
h2{font-size:1.2rem;margin:2.75rem 0 .75rem}
h3{font-size:.8rem;text-transform:uppercase;letter-spacing:.06em;color:var(--soft);margin:1.25rem 0 .4rem}
p{margin:.35rem 0}
.lead{color:var(--soft)}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.25rem;margin:0 0 1rem;overflow-x:auto}
.operation{font:600 1.05rem/1.4 ui-monospace,monospace}
.method{display:inline-block;min-width:3.6rem;margin-right:.6rem;text-transform:uppercase}
.post{color:var(--post)}.get{color:var(--get)}.bad{color:var(--bad)}
code,pre{font:.875rem/1.5 ui-monospace,monospace}
pre{background:var(--page);border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;overflow-x:auto;margin:.4rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th{text-align:left;color:var(--soft);font-weight:600}
th,td{padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td:first-child>code{white-space:nowrap}
tr:last-child td{border-bottom:0}
.optional{color:var(--soft);font-size:.8rem}
.number{text-align:right}
:target{outline:2px solid var(--get);outline-offset:3px}
a{color:var(--get)}
`;
