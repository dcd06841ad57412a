import { arch } from 'node:os';
import { dirname } from 'node:path';

/** Variables of this machine that a step may see. Everything else stays outside, as it would on GitHub's runner. */
const allowed = [
  /^(HOME|USER|LOGNAME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TERM|SHELL|NODE_COMPILE_CACHE)$/,
  /^(https?_proxy|no_proxy|all_proxy|NODE_USE_ENV_PROXY)$/i,
  /^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE|GIT_SSL_CAINFO)$/,
  /^npm_config_(registry|cache|userconfig|cafile|offline|prefer_offline|proxy|https_proxy|noproxy)$/i,
  /^DOCKER_(HOST|CONTEXT|CONFIG|CERT_PATH|TLS_VERIFY|API_VERSION)$/,
  /^AWS_/,
];

/**
 * Who the run is to AWS, and where. On GitHub's runner nothing of that is there until aws-actions/configure-aws-credentials has
 * run, so here too these are held back until its stand-in has: a job that forgets it fails here as it would there.
 */
const awsIdentity =
  /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN|PROFILE|DEFAULT_PROFILE|REGION|DEFAULT_REGION|ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_TOKEN_FILE|CONTAINER_\w+|CONFIG_FILE|SHARED_CREDENTIALS_FILE)$/;

type Environment = Readonly<Record<string, string | undefined>>;

export interface HostEnvironment {
  /** What every step gets. */
  readonly base: Readonly<Record<string, string>>;
  /** What a job gets from the stand-in for aws-actions/configure-aws-credentials. */
  readonly aws: Readonly<Record<string, string>>;
  readonly os: 'Linux' | 'macOS';
  readonly arch: string;
}

/** Chooses from `env` what steps may see. PATH starts with the folder of the Node that runs this. */
export function hostEnvironment(env: Readonly<Record<string, string | undefined>>): HostEnvironment {
  const base: Record<string, string> = {};
  const aws: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !allowed.some((pattern) => pattern.test(name))) continue;
    (awsIdentity.test(name) ? aws : base)[name] = value;
  }
  base['PATH'] = [dirname(process.execPath), env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(':');
  return { base, aws, os: process.platform === 'darwin' ? 'macOS' : 'Linux', arch: runnerArch() };
}

function runnerArch(): string {
  const names: Record<string, string> = { x64: 'X64', arm64: 'ARM64', ia32: 'X86', arm: 'ARM' };
  return names[arch()] ?? arch().toUpperCase();
}

/**
 * Lays `env` over `base`. As soon as it names an `AWS_*` variable those of `base` are left out, so that nobody deploys to the wrong cloud
 * with half of each.
 */
export function overlayEnvironment(base: Environment, env: Environment): Record<string, string | undefined> {
  const isAws = (name: string): boolean => name.startsWith('AWS_');
  const ownAws = Object.keys(env).some(isAws);
  const kept = Object.entries(base).filter(([name]) => !(ownAws && isAws(name)));
  return { ...Object.fromEntries(kept), ...env };
}
