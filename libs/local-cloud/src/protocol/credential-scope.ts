import { AwsError } from '../service.ts';
import type { WireRequest } from './protocol.ts';

/** What a SigV4 signature says of its request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly signingName: string;
  readonly sessionToken: string | undefined;
}

/**
 * The scope in the `Authorization` header, or in the query of a presigned URL. The signature itself is not checked: this
 * cloud takes any key, so there is no secret to check it with.
 * @throws `MissingAuthenticationToken` without a signature, `IncompleteSignature` for one that cannot be read.
 */
export function readScope({ headers, query }: WireRequest): CredentialScope {
  const header = headers.authorization;
  const presigned = query.get('X-Amz-Credential');
  if (header === undefined && presigned === null) {
    throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', {
      statusCode: 403,
    });
  }
  const credential = presigned ?? readHeader(header ?? '');
  const [accessKeyId, date, region, signingName, terminator, ...rest] = credential.split('/');
  if (
    !accessKeyId ||
    !/^\d{8}$/.test(date ?? '') ||
    !region ||
    !signingName ||
    terminator !== 'aws4_request' ||
    rest.length
  ) {
    throw incomplete(
      `Credential '${credential}' must be <access key id>/<yyyymmdd>/<region>/<service>/aws4_request.`,
    );
  }
  const token = headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token') ?? undefined;
  return { accessKeyId, region, signingName, sessionToken: Array.isArray(token) ? token[0] : token };
}

function readHeader(header: string): string {
  if (!header.startsWith('AWS4-HMAC-SHA256 ') && !header.startsWith('AWS4-ECDSA-P256-SHA256 ')) {
    throw incomplete(`Authorization must begin with AWS4-HMAC-SHA256, found '${header.split(' ')[0]}'.`);
  }
  for (const part of ['SignedHeaders', 'Signature', 'Credential']) {
    if (!header.includes(`${part}=`)) throw incomplete(`Authorization header requires '${part}' parameter.`);
  }
  return /Credential=([^,\s]+)/.exec(header)?.[1] ?? '';
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignature', message, { statusCode: 403 });
}
