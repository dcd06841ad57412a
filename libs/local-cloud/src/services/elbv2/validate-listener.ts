import type { Certificate } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CertificateReader } from '../acm/index.ts';
import { refuse, validationError } from './errors.ts';
import type { ListenerRecord, Secure } from './model.ts';

interface Given {
  readonly Protocol?: string | undefined;
  readonly Port?: number | undefined;
  readonly Certificates?: readonly Certificate[] | undefined;
  readonly SslPolicy?: string | undefined;
}

/** What AWS takes where nothing is said. */
const defaultPolicy = 'ELBSecurityPolicy-2016-08';

/**
 * The port of a listener to be, and for HTTPS its certificate.
 * @throws `ValidationError`, `UnsupportedProtocol`, `CertificateNotFound`
 */
export function validateListener(
  input: Given,
  certificates: CertificateReader,
  current?: Pick<ListenerRecord, 'port' | 'secure'>,
): Pick<ListenerRecord, 'port' | 'secure'> {
  const protocol = input.Protocol ?? (current && (current.secure ? 'HTTPS' : 'HTTP'));
  if (protocol === undefined) throw validationError('A listener protocol must be specified');
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') {
    throw refuse('UnsupportedProtocol', `Listener protocol '${protocol}' must be one of HTTP, HTTPS`);
  }
  const port = input.Port ?? current?.port;
  if (port === undefined || port < 1 || port > 65_535)
    throw validationError(`Port '${port}' must be between '1' and '65535' inclusive`);
  return { port, secure: protocol === 'HTTPS' ? secureBy(input, certificates, current?.secure) : undefined };
}

function secureBy(input: Given, certificates: CertificateReader, current: Secure | undefined): Secure {
  const given = input.Certificates ?? (current ? [{ CertificateArn: current.certificateArn }] : []);
  const [certificate] = given;
  const certificateArn = certificate?.CertificateArn;
  if (certificateArn === undefined || given.length > 1) {
    throw validationError('A certificate must be specified for HTTPS listeners');
  }
  if (certificates.certificate(certificateArn) === undefined) {
    throw refuse('CertificateNotFound', `Certificate '${certificateArn}' not found`);
  }
  return { certificateArn, policy: input.SslPolicy ?? current?.policy ?? defaultPolicy };
}
