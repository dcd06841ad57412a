import { expect, test } from 'vitest';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import { dockerManifest, ociManifest, type Manifest } from '../registry/manifest.ts';
import type { RegistryImage } from '../registry/read-image.ts';
import { composeImage } from './compose-image.ts';
import { packLayer } from './pack-layer.ts';

const baseLayer = { mediaType: 'any', digest: `sha256:${'1'.repeat(64)}`, size: 1 };
const base = (mediaType: string): RegistryImage => ({
  digest: `sha256:${'0'.repeat(64)}`,
  mediaType,
  manifest: { schemaVersion: 2, mediaType, config: baseLayer, layers: [baseLayer] },
  configuration: {
    architecture: 'amd64',
    os: 'linux',
    config: { Env: ['PATH=/bin', 'A=base'], Entrypoint: ['/old'], Cmd: ['old'], Labels: { a: 'base' } },
    rootfs: { type: 'layers', diff_ids: ['sha256:base'] },
  },
});
const layer = await packLayer([{ path: '/app/a', content: Buffer.from('a'), executable: false }]);
const compose = (mediaType: string, text: string) => {
  const image = composeImage(base(mediaType), parseDockerfile(text), layer);
  const manifest = JSON.parse(image.manifest.toString()) as Manifest;
  const configuration = JSON.parse(image.configuration.toString()) as RegistryImage['configuration'];
  return { image, manifest, configuration };
};

test.each([
  [ociManifest, 'application/vnd.oci.image.config.v1+json', 'application/vnd.oci.image.layer.v1.tar+gzip'],
  [
    dockerManifest,
    'application/vnd.docker.container.image.v1+json',
    'application/vnd.docker.image.rootfs.diff.tar.gzip',
  ],
])('keeps to the media types of the base: %s', (mediaType, config, ours) => {
  const { image, manifest } = compose(mediaType, 'FROM a');
  expect(image.mediaType).toBe(mediaType);
  expect([manifest.mediaType, manifest.config.mediaType]).toEqual([mediaType, config]);
  expect(manifest.layers).toEqual([
    baseLayer,
    { mediaType: ours, digest: layer.digest, size: layer.content.length },
  ]);
});

test('the Dockerfile goes over the configuration of the base', () => {
  const { configuration } = compose(ociManifest, 'FROM a\nENV A=1 B=2\nLABEL b=c\nENTRYPOINT ["/new"]');
  expect(configuration.config).toMatchObject({
    Env: ['PATH=/bin', 'A=1', 'B=2'],
    Labels: { a: 'base', b: 'c' },
    Entrypoint: ['/new'],
    // A new entrypoint makes the old command meaningless.
    Cmd: null,
  });
  expect(configuration.rootfs.diff_ids).toEqual(['sha256:base', layer.diffId]);
});
