import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { DescribeRepositoriesCommand, RepositoryNotFoundException } from '@aws-sdk/client-ecr';
import { findImage } from '@phaseline/images';
import { type Component, components, environmentNames, placements } from '@phaseline/model';
import type { Clients } from '@phaseline/reconciler';
import { readTaskDefinition } from '../read-task-definition.ts';
import type { PlanPhaseInputs } from './inputs.ts';

/** What of each component is built, by what it would be called. */
export interface Artifacts {
  readonly taskDefinitions: Partial<Record<Component, Awaited<ReturnType<typeof readTaskDefinition>>>>;
  readonly images: Partial<Record<Component, string>>;
  readonly codes: Partial<Record<Component, string>>;
}

/** Reads task definitions, and names images and zips by their content. Reads only; what is not built is left out. */
export async function findArtifacts(
  inputs: PlanPhaseInputs,
  ecr: Clients['ecr'],
  signal: AbortSignal,
): Promise<Artifacts> {
  const each = async <T>(find: (component: Component) => Promise<T | undefined>) => {
    const found = await Promise.all(
      components.map(async (component) => [component, await find(component)] as const),
    );
    return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Partial<
      Record<Component, T>
    >;
  };
  const taskDefinitions = await each(async (component) => {
    const path = join(inputs.taskDefinitions, `${component}.json`);
    return (await isThere(path)) ? await readTaskDefinition(path) : undefined;
  });
  return {
    taskDefinitions,
    // Only those that the phase runs: whoever plans a preview, which has none, may not read any.
    images: await each(async (component) =>
      placements[inputs.phase][component] === 'ecs'
        ? await imageOf(component, platformOf(taskDefinitions[component]), inputs, ecr, signal)
        : undefined,
    ),
    codes: await each(async (component) => {
      const path = join(inputs.functions, component, 'dist', 'function.zip');
      return (await isThere(path))
        ? createHash('sha256')
            .update(await readFile(path))
            .digest('base64')
        : undefined;
    }),
  };
}

/** Fargate runs what is for x86 where a task definition says nothing. */
function platformOf(definition: Artifacts['taskDefinitions'][Component]) {
  return definition?.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64';
}

async function imageOf(
  component: Component,
  platform: 'linux/amd64' | 'linux/arm64',
  inputs: PlanPhaseInputs,
  ecr: Clients['ecr'],
  signal: AbortSignal,
): Promise<string | undefined> {
  const context = join(inputs.contexts, component);
  if (!(await isThere(join(context, 'dist', 'main.js')))) return undefined;
  const repository = environmentNames(inputs.environment).repository(component);
  if (!(await isRepository(repository, ecr, signal))) return '(new image)';
  const { dockerfile, baseImage } = inputs;
  const image = await findImage(
    { repository, context, dockerfile, baseImage, platform },
    { ecr, signal, mask: core.setSecret },
  );
  return image.digest ?? `(new image ${image.tag})`;
}

async function isRepository(name: string, ecr: Clients['ecr'], signal: AbortSignal): Promise<boolean> {
  try {
    await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }), { abortSignal: signal });
    return true;
  } catch (error) {
    if (error instanceof RepositoryNotFoundException) return false;
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
