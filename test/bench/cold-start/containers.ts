import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packLayer } from '@phaseline/images';
import { components, type Component } from '@phaseline/model';
import { buildApp } from '@phaseline/scripts/build-app';
import { deployWithNodeModules } from './build/deployment.ts';
import type { Workshop } from './contenders.ts';

/** A component's container in its two forms. */
export interface ContainerForms {
  readonly component: Component;
  readonly listening: string;
  /** What our image adds to its base, compressed. */
  readonly layerBytes: number;
  readonly bundled: { readonly folder: string; readonly main: string };
  readonly unbundled: { readonly folder: string; readonly main: string; readonly zipBytes: number };
}

/** Builds every component's program as our image has it, and as its sources beside their node_modules. */
export async function containerForms(workshop: Workshop): Promise<ContainerForms[]> {
  const forms: ContainerForms[] = [];
  for (const component of components) {
    const folder = join(workshop.folder, component, 'container');
    await mkdir(folder, { recursive: true });
    const main = await buildApp(component, { root: workshop.root, outdir: folder });
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    const layer = await packLayer([
      { path: '/app/main.js', content: await readFile(main), executable: false },
    ]);
    forms.push({
      component,
      listening: component === 'order-publisher' ? 'listening' : 'listening to the queue',
      layerBytes: layer.content.byteLength,
      bundled: { folder, main: 'main.js' },
      unbundled: await unbundled(component, workshop),
    });
  }
  return forms;
}

async function unbundled(
  component: Component,
  { nodeModules, folder }: Workshop,
): Promise<ContainerForms['unbundled']> {
  const place = join(folder, component, 'container-node_modules');
  const app = join(nodeModules, '@phaseline', component);
  const { dependencies } = JSON.parse(await readFile(join(app, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const { zipBytes } = await deployWithNodeModules({}, Object.keys(dependencies), nodeModules, place);
  await cp(join(app, 'src'), join(place, 'src'), { recursive: true });
  return { folder: place, main: 'src/main.js', zipBytes };
}
