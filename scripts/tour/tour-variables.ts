/**
 * The repository variables of a tour: a domain, so that requests follow its weights, and waits as short as they may be where nobody keeps
 * old answers of DNS.
 */
export function tourVariables(domain: string, certificateArn: string): Readonly<Record<string, string>> {
  return { DOMAIN: domain, CERTIFICATE_ARN: certificateArn, QUIET_SECONDS: '3', PATIENCE_SECONDS: '300' };
}
