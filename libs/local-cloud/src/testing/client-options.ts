import type { LocalCloud } from '../cloud.ts';

/** What any SDK client needs to speak to a cloud, as its root. */
export function clientOptions({ url, region }: Pick<LocalCloud, 'url' | 'region'>) {
  return { endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}

/** A request as the SDK would never send it. */
export function signedFetch(
  { url, region }: Pick<LocalCloud, 'url' | 'region'>,
  signingName: string,
  { target, body, path = '/' }: { target?: string; body?: string; path?: string },
): Promise<Response> {
  const credential = `test/20260101/${region}/${signingName}/aws4_request`;
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-amz-json-1.0',
      ...(target === undefined ? {} : { 'x-amz-target': target }),
    },
    ...(body === undefined ? {} : { body }),
  });
}

/** What a control path of the cloud answers, as JSON. */
export async function control(
  { url }: Pick<LocalCloud, 'url'>,
  path: string,
  options: { method?: string; body?: unknown } = {},
): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(`${url}/_cloud/${path}`, {
    method: options.method ?? 'GET',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}
