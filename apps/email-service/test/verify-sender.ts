import type { LocalCloud } from '@phaseline/local-cloud';

/** Makes `address` one that SES may send from. The data plane sets nothing up, on purpose. */
export async function verifySender({ url, region }: LocalCloud, address: string): Promise<void> {
  const scope = `local/20260101/${region}/ses/aws4_request`;
  const response = await fetch(`${url}/v2/email/identities`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
    },
    body: JSON.stringify({ EmailIdentity: address }),
  });
  if (!response.ok) throw new Error(`SES: HTTP ${response.status}: ${await response.text()}`);
}
