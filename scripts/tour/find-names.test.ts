import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '@phaseline/local-cloud';
import { expect, it } from 'vitest';
import { findNames } from './find-names.ts';

it(
  'keeps the authorities that the machine trusts: its registry may need them',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'find-names-'));
    const cloud = await startLocalCloud();
    try {
      const ours = join(folder, 'ours.pem');
      await writeFile(ours, '-----BEGIN CERTIFICATE-----\nours\n-----END CERTIFICATE-----\n');
      const authorities = async (trusted: string) => {
        const { env } = await findNames(cloud, trusted);
        return (await readFile(env['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8')).match(/-BEGIN CERTIFICATE-/g);
      };
      expect(await authorities('')).toHaveLength(1);
      expect(await authorities(ours)).toHaveLength(2);
      expect(await authorities(join(folder, 'not-there.pem'))).toHaveLength(1);
    } finally {
      await cloud.stop();
      await rm(folder, { recursive: true });
    }
  },
);
