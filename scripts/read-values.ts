import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Domain, environmentNames, parsePhase, type Phase } from '@phaseline/model';
import { UsageError } from './command-line.ts';

/** The phase of `--phase`. @throws UsageError naming the phases. */
export function readPhase(text: string): Phase {
  try {
    return parsePhase(text);
  } catch (error) {
    throw new UsageError(`--phase ${text}: expected ecs, hybrid or serverless (or 1, 2, 3)`, {
      cause: error,
    });
  }
}

/**
 * The domain of `--domain` and its certificate of `--certificate-arn`, or of the environment variables DOMAIN and CERTIFICATE_ARN.
 * @throws UsageError where there is a domain without a certificate
 */
export function readDomain(
  flags: { readonly domain?: string | undefined; readonly 'certificate-arn'?: string | undefined } = {},
): Domain | undefined {
  const name = flags.domain ?? process.env['DOMAIN'] ?? '';
  const certificateArn = flags['certificate-arn'] ?? process.env['CERTIFICATE_ARN'] ?? '';
  if (name === '') return undefined;
  if (certificateArn !== '') return { name, certificateArn };
  throw new UsageError(`domain ${name} needs a certificate: give --certificate-arn, or CERTIFICATE_ARN`);
}

/** The environment of `--environment`, or of another flag. @throws UsageError saying what a name may be. */
export function readEnvironmentName(text: string, flag = 'environment'): string {
  try {
    environmentNames(text);
    return text;
  } catch (error) {
    throw new UsageError(`--${flag}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/**
 * The file of `--json`, made sure of before anything starts that it can be written, so that no figures are lost at the end.
 *
 * @throws UsageError for a folder that does not exist, or that may not be written.
 */
export function readOutputFile(flag: string, text: string): string {
  const file = resolve(text);
  const folder = dirname(file);
  const refuse = (reason: string): never => {
    throw new UsageError(`--${flag} ${text}: ${reason}`);
  };
  if (text === '') refuse('expected the name of a file');
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) refuse(`there is no folder ${folder}`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) refuse('is a folder, expected a file');
  try {
    accessSync(existsSync(file) ? file : folder, constants.W_OK);
  } catch {
    refuse('cannot be written');
  }
  return file;
}
