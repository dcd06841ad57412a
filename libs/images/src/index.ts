export {
  buildAndPushImage,
  type ImageBuild,
  type ImageContext,
  type ImageEngine,
  type PushedImage,
} from './buildAndPushImage.ts';
export { DockerfileError, type Dockerfile, parseDockerfile } from './dockerfile/parseDockerfile.ts';
export type { RunCommand } from './docker/runCommand.ts';
export type { Platform } from './registry/readImage.ts';
export { RegistryError } from './registry/registryClient.ts';
