import type { Dockerfile } from '../dockerfile/parse-dockerfile.ts';
import { digestOf } from '../registry/digest.ts';
import { dockerManifest, type ImageConfiguration, type Manifest, ociManifest } from '../registry/manifest.ts';
import type { RegistryImage } from '../registry/read-image.ts';
import type { Layer } from './pack-layer.ts';

/** Configuration and manifest of an image, ready to push. */
export interface ComposedImage {
  readonly configuration: Buffer;
  readonly manifest: Buffer;
  readonly mediaType: string;
  readonly digest: string;
}

const epoch = '1970-01-01T00:00:00Z';

/**
 * Puts one layer and the Dockerfile's configuration on top of a base image. Pure: the same input gives the same bytes.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/config.md
 */
export function composeImage(base: RegistryImage, dockerfile: Dockerfile, layer: Layer): ComposedImage {
  const isDocker = base.mediaType === dockerManifest;
  const configuration = Buffer.from(JSON.stringify(configure(base.configuration, dockerfile, layer)));
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: isDocker ? dockerManifest : ociManifest,
    config: {
      mediaType: isDocker
        ? 'application/vnd.docker.container.image.v1+json'
        : 'application/vnd.oci.image.config.v1+json',
      digest: digestOf(configuration),
      size: configuration.length,
    },
    layers: [
      ...base.manifest.layers,
      {
        mediaType: isDocker
          ? 'application/vnd.docker.image.rootfs.diff.tar.gzip'
          : 'application/vnd.oci.image.layer.v1.tar+gzip',
        digest: layer.digest,
        size: layer.content.length,
      },
    ],
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  return {
    configuration,
    manifest: bytes,
    mediaType: manifest.mediaType ?? ociManifest,
    digest: digestOf(bytes),
  };
}

function configure(base: ImageConfiguration, dockerfile: Dockerfile, layer: Layer): ImageConfiguration {
  const inherited = base.config ?? {};
  const environment = new Map((inherited.Env ?? []).map((entry) => [entry.split('=', 1)[0] ?? entry, entry]));
  for (const [name, value] of Object.entries(dockerfile.environment))
    environment.set(name, `${name}=${value}`);
  const exposed = Object.fromEntries(dockerfile.exposedPorts.map((port) => [port, {}]));
  const labels = { ...inherited.Labels, ...dockerfile.labels };
  return {
    ...base,
    created: epoch,
    config: {
      ...inherited,
      Env: [...environment.values()],
      // ENTRYPOINT resets an inherited CMD, as in a Docker build.
      ...(dockerfile.entrypoint && { Entrypoint: dockerfile.entrypoint, Cmd: null }),
      ...(dockerfile.command && { Cmd: dockerfile.command }),
      ...(dockerfile.workingDirectory && { WorkingDir: dockerfile.workingDirectory }),
      ...(dockerfile.user && { User: dockerfile.user }),
      ...(dockerfile.stopSignal && { StopSignal: dockerfile.stopSignal }),
      ...(Object.keys(exposed).length > 0 && { ExposedPorts: { ...inherited.ExposedPorts, ...exposed } }),
      ...(Object.keys(labels).length > 0 && { Labels: labels }),
    },
    rootfs: { type: 'layers', diff_ids: [...base.rootfs.diff_ids, layer.diffId] },
    history: [
      ...(base.history ?? []),
      {
        created: epoch,
        created_by: 'phaseline engine layer',
        comment: dockerfile.copies
          .map((copy) => `COPY ${copy.sources.join(' ')} ${copy.destination}`)
          .join('; '),
      },
    ],
  };
}
