export {
  buildAndPushImage,
  findImage,
  type ImageBuild,
  type ImageContext,
  type PushedImage,
} from './build-and-push-image.ts';
export { DockerfileError, type Dockerfile, parseDockerfile } from './dockerfile/parse-dockerfile.ts';
export type { RunCommand } from './docker/run-command.ts';
export type { Platform } from './registry/read-image.ts';
export { RegistryError } from './registry/registry-client.ts';
export type { ImageEngine } from './choose-engine.ts';
export { packLayer, type Layer } from './layer/pack-layer.ts';
export { buildImage, type BuiltImage } from './build-image.ts';
