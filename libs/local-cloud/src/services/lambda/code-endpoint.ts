import type { IncomingMessage, ServerResponse } from 'node:http';
import { readZip } from './code-store.ts';
import type { Lambda } from './records.ts';

/** Hands out the zip of a function, where GetFunction says that its code lies. */
export async function serveCode(
  lambda: Lambda,
  { url = '' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const hex = /\/code\/([0-9a-f]{64})\.zip$/.exec(url)?.[1];
  const sha256 = Buffer.from(hex ?? '', 'hex').toString('base64');
  const zip = hex && (await readZip(lambda, { sha256, size: 0 }).catch(() => undefined));
  if (!zip) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/zip', 'content-length': zip.byteLength }).end(zip);
}
