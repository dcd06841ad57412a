import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { completeSbom, withBase } from './complete-sbom.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const base = { reference: 'gcr.io/distroless/nodejs24-debian13:nonroot', digest };

test('the base image is one more part, by its digest', () => {
  const bom = { bomFormat: 'CycloneDX', components: [{ name: 'rxjs' }] };
  expect(withBase(bom, { base })).toMatchObject({
    components: [
      { name: 'rxjs' },
      { type: 'container', version: digest, hashes: [{ alg: 'SHA-256', content: 'a'.repeat(64) }] },
    ],
  });
  expect(withBase(bom, { base: undefined })).toEqual(bom);
});

test('the file given stays as it is, and one that is no bill is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
  vi.stubEnv('RUNNER_TEMP', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'sbom.cdx.json');
  writeFileSync(path, '{ "bomFormat": "CycloneDX", "components": [] }');
  const completed = await completeSbom(path, { base, digest });
  expect(JSON.parse(readFileSync(completed, 'utf8'))).toMatchObject({ components: [{ type: 'container' }] });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ components: [] });
  writeFileSync(path, '{}');
  await expect(completeSbom(path, { base, digest })).rejects.toThrow(
    /is no bill of materials in CycloneDX JSON/,
  );
  await expect(completeSbom(`${path}.none`, { base, digest })).rejects.toThrow(/cannot be read/);
});
