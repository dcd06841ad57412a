import { refuse, validationError } from './errors.ts';

/**
 * The port of a listener to be.
 * @throws `UnsupportedProtocol` for anything but HTTP: the local cloud has no certificates.
 */
export function validateListener(
  input: { Protocol?: string | undefined; Port?: number | undefined },
  current?: number,
): number {
  const protocol = input.Protocol ?? (current === undefined ? undefined : 'HTTP');
  if (protocol === undefined) throw validationError('A listener protocol must be specified');
  if (protocol !== 'HTTP') {
    throw refuse(
      'UnsupportedProtocol',
      `Listener protocol '${protocol}' is not supported by the local cloud, which has no certificates: use HTTP`,
    );
  }
  const port = input.Port ?? current;
  if (port === undefined || port < 1 || port > 65_535)
    throw validationError(`Port '${port}' must be between '1' and '65535' inclusive`);
  return port;
}
