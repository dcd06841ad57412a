import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { spawnCommand } from '../commands/spawn-command.ts';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const version = spawnSync('aws', ['--version'], { encoding: 'utf8' });

/**
 * Whether there is an `aws` on the PATH, which is no package of npm's, and one that the cloud speaks with: before 2.13 (Debian 12 has
 * 2.9) it knew no AWS_ENDPOINT_URL and spoke the query protocol to SQS.
 */
export const isInstalled = version.status === 0 && !/aws-cli\/2\.(\d|1[0-2])\./.test(version.stdout);

/** `npm run cloud`, and the real aws command line with what it prints. */
export interface AwsCommandLine {
  /** What the cloud's command prints, as a shell would take it in. */
  readonly printed: Readonly<Record<string, string>>;
  /** For files of the test; removed with the cloud. */
  readonly folder: string;
  /** Runs `aws` with the printed environment and nothing else of AWS, wherever this machine keeps its settings. */
  readonly aws: (...parameters: string[]) => Promise<string>;
  readonly awsJson: (...parameters: string[]) => Promise<Record<string, never>>;
  readonly stop: () => Promise<void>;
}

/** Starts a cloud as its user does. */
export async function startAwsCommandLine(): Promise<AwsCommandLine> {
  const folder = mkdtempSync(join(tmpdir(), 'phaseline-aws-cli-'));
  const command = spawnCommand(['run', 'cloud', '--', '--port', '0', '--runtime', 'process']);
  await vi.waitUntil(() => command.stdout().includes('Ctrl-C stops everything'), { timeout: 60_000 });
  const printed = exportsOf(command.stdout());
  const aws = async (...parameters: string[]): Promise<string> => {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
    // Version 1 takes SQS to a host of its own in some regions, whatever AWS_ENDPOINT_URL says.
    const endpoint = parameters[0] === 'sqs' ? ['--endpoint-url', printed['AWS_ENDPOINT_URL'] ?? ''] : [];
    const { stdout } = await promisify(execFile)('aws', [...parameters, ...endpoint], {
      cwd: root,
      env: {
        ...Object.fromEntries(own),
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        ...printed,
      },
    });
    return stdout.trim();
  };
  return {
    printed,
    folder,
    aws,
    awsJson: async (...parameters) =>
      JSON.parse(await aws(...parameters, '--output', 'json')) as Record<string, never>,
    async stop() {
      command.signalGroup('SIGINT');
      await command.ended;
      command.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function exportsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^export (\w+)=(?:'(.*)'|(.*))$/gm)].map(([, name = '', quoted, plain = '']) => [
      name,
      quoted ?? plain,
    ]),
  );
}
