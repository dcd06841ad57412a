import type { ImageEngine, Platform } from '@phaseline/images';
import { choiceInput, componentInput, environmentInput, optionalInput, requiredInput } from '../inputs.ts';

/** The inputs of build-push-image. */
export interface BuildPushImageInputs {
  readonly component: string;
  readonly environment: string;
  readonly context: string;
  readonly dockerfile: string | undefined;
  readonly engine: ImageEngine;
  readonly baseImage: string | undefined;
  readonly platform: Platform;
  readonly push: boolean;
  /** Path. */
  readonly sbom: string | undefined;
}

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): BuildPushImageInputs {
  return {
    component: componentInput(),
    environment: environmentInput(),
    context: requiredInput('context', 'a folder'),
    dockerfile: optionalInput('dockerfile'),
    engine: choiceInput('engine', ['auto', 'layer', 'docker']),
    baseImage: optionalInput('base-image'),
    platform: choiceInput('platform', ['linux/amd64', 'linux/arm64']),
    push: choiceInput('push', ['true', 'false']) === 'true',
    sbom: optionalInput('sbom'),
  };
}
