/** Names whose values nobody should read in a comment. */
const secretName = /(secret|token|passw|pwd|credential|private|api_?key|access_?key|signing|dsn)/i;

/** Values that are secrets whatever they are called: keys of AWS and GitHub, private keys, passwords in URLs. */
const secretValue =
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[opsru]_\w{20,}|\bgithub_pat_\w{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*|(?<=:\/\/[^/\s:@]*:)[^/\s@]+(?=@)|\bxox[abprs]-[\w-]{10,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+/g;

/** What a secret is shown as. */
export const hidden = '***';

/** `value` as it may be shown: hidden where its name or the value itself says that it is a secret. Pure. */
export function hideSecrets(path: string, value: string): string {
  // ARNs under `secrets` say where a secret is, not what it is.
  if (secretName.test(path) && !value.startsWith('arn:')) return hidden;
  return value.replace(secretValue, hidden);
}
