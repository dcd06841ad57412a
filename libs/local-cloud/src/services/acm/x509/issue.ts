import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { bits, boolean, der, integer, objectId, octets, sequence, setOf, tagged, text, time } from './der.ts';

/** A certificate and its key, as PEM. */
export interface Issued {
  readonly certificate: string;
  readonly privateKey: string;
}

const signatureAlgorithm = sequence(objectId('1.2.840.10045.4.3.2'));
const day = 24 * 60 * 60 * 1000;

/** An authority of its own: what it has issued is trusted by whoever trusts it. RFC 5280. */
export function createAuthority(name: string, now: number): Issued {
  const constraints = extension('2.5.29.19', sequence(boolean(true)), true);
  // keyCertSign and cRLSign.
  const usage = extension('2.5.29.15', bits(Buffer.from([0b0000_0110]), 1), true);
  return make({ subject: name, extensions: [constraints, usage], days: 3650, now });
}

/** A certificate for these names; the first is its subject. */
export function issue(authority: Issued, names: readonly string[], now: number): Issued {
  const alternatives = sequence(...names.map((name) => der(0x82, Buffer.from(name))));
  const serverAuthentication = sequence(objectId('1.3.6.1.5.5.7.3.1'));
  const extensions = [extension('2.5.29.17', alternatives), extension('2.5.29.37', serverAuthentication)];
  // As long as ACM's are valid.
  return make({ subject: names[0] ?? '', extensions, days: 395, now, authority });
}

interface Wish {
  readonly subject: string;
  readonly extensions: readonly Buffer[];
  readonly days: number;
  readonly now: number;
  /** Itself where there is none. */
  readonly authority?: Issued;
}

function make({ subject, extensions, days, now, authority }: Wish): Issued {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = authority ? nameOf(new X509Certificate(authority.certificate)) : subject;
  const signer = authority ? createPrivateKey(authority.privateKey) : pair.privateKey;
  const content = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    signatureAlgorithm,
    commonName(issuer),
    sequence(time(new Date(now - day)), time(new Date(now + days * day))),
    commonName(subject),
    pair.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions)),
  );
  const whole = sequence(content, signatureAlgorithm, bits(sign('sha256', content, signer)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function commonName(name: string): Buffer {
  return sequence(setOf(sequence(objectId('2.5.4.3'), text(name))));
}

function nameOf({ subject }: X509Certificate): string {
  return /^CN=(.*)$/m.exec(subject)?.[1] ?? '';
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), octets(value));
}
