import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { startLocalCloud } from '@phaseline/local-cloud';
import { openEcrRepository } from '../ecr-repository.ts';
import { createRegistryClient } from '../registry/registry-client.ts';

/** The local cloud's ECR, and a place for build contexts. */
export async function startRegistry() {
  const cloud = await startLocalCloud({ runtime: 'process' });
  const ecr = new ECRClient({
    endpoint: cloud.url,
    region: cloud.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const temp = await mkdtemp(join(tmpdir(), 'phaseline-images-'));
  return {
    cloud,
    ecr,
    temp,
    baseImage: cloud.env['NODE_IMAGE'] ?? '',
    createRepository: (name: string) => ecr.send(new CreateRepositoryCommand({ repositoryName: name })),
    /** Writes files below a folder of its own. @returns the folder. */
    async context(name: string, files: Readonly<Record<string, string>>): Promise<string> {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(temp, name, path)), { recursive: true });
        await writeFile(join(temp, name, path), content, { mode: 0o644 });
      }
      return join(temp, name);
    },
    /** A client that may read `repository`. */
    async client(repository: string) {
      const { registry, credentials } = await openEcrRepository(ecr, repository);
      return createRegistryClient(registry, { credentials });
    },
    async stop(): Promise<void> {
      ecr.destroy();
      await cloud.stop();
      await rm(temp, { recursive: true, force: true });
    },
  };
}
