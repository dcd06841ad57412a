import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataPlane } from '@phaseline/aws-data-plane';
import { CATALOGUE } from '@phaseline/contracts';
import { buildAndPushImage, findImage } from '@phaseline/images';
import { seedStock } from '@phaseline/inventory-service/seed-stock';
import type { LocalCloud } from '@phaseline/local-cloud';
import { components, environmentNames } from '@phaseline/model';
import type { Clients } from '@phaseline/reconciler';

/** What a deployment does beside the reconciler, by the code that does it there: images of all components, and the first stock. */
export function beside(cloud: LocalCloud, environment: string) {
  const names = environmentNames(environment);
  const ofEach = async <T>(use: (build: Parameters<typeof findImage>[0]) => Promise<T>): Promise<T[]> => {
    const context = await mkdtemp(join(tmpdir(), 'phaseline-rights-'));
    try {
      await writeFile(
        join(context, 'Dockerfile'),
        'ARG NODE_IMAGE\nFROM ${NODE_IMAGE}\nCOPY main.js /app/main.js\n',
      );
      await writeFile(join(context, 'main.js'), 'console.log("here");\n');
      const build = { context, platform: 'linux/amd64', baseImage: cloud.env['NODE_IMAGE'] } as const;
      return await Promise.all(
        components.map(async (component) => await use({ ...build, repository: names.repository(component) })),
      );
    } finally {
      await rm(context, { recursive: true });
    }
  };
  return {
    buildImages: async ({ ecr }: Clients) =>
      await ofEach(async (build) => await buildAndPushImage({ ...build, engine: 'layer' }, { ecr })),
    /** @returns the digest of each that is there */
    findImages: async ({ ecr }: Clients) =>
      await ofEach(async (build) => (await findImage(build, { ecr })).digest),
    async seedStock({ dynamodb }: Clients): Promise<void> {
      const aws = createDataPlane({
        environment: { AWS_ENDPOINT_URL: cloud.url, AWS_REGION: cloud.region },
        credentials: dynamodb.config.credentials,
      });
      await seedStock(aws.dynamodb, names.table, CATALOGUE.values());
      await aws.close();
    },
  };
}
