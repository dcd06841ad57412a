import { expect, test } from 'vitest';
import { parseImageReference } from './image-reference.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  [
    'node',
    { registry: 'registry-1.docker.io', repository: 'library/node', tag: 'latest', digest: undefined },
  ],
  ['org/app:v1', { registry: 'registry-1.docker.io', repository: 'org/app', tag: 'v1', digest: undefined }],
  ['127.0.0.1:5000/app', { registry: '127.0.0.1:5000', repository: 'app', tag: 'latest', digest: undefined }],
  [
    `gcr.io/distroless/nodejs24-debian13:nonroot@${digest}`,
    { registry: 'gcr.io', repository: 'distroless/nodejs24-debian13', tag: 'nonroot', digest },
  ],
  [`localhost/a/b@${digest}`, { registry: 'localhost', repository: 'a/b', tag: undefined, digest }],
])('reads %s', (reference, expected) => {
  expect(parseImageReference(reference)).toEqual(expected);
});

test.each(['', 'UPPER/case', 'a b', 'app:', 'app@sha256:12'])('refuses %j', (reference) => {
  expect(() => parseImageReference(reference)).toThrow(/is no image reference/);
});
