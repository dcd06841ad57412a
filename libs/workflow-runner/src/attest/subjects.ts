import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { StepFailure } from '../steps/job-runtime.ts';
import type { Subject } from './statement.ts';

/**
 * The subjects that the inputs of actions/attest name: files by path or pattern, or one digest with its name.
 * @throws StepFailure as the action does for none, for two ways at once, and for a digest that is none
 */
export function subjectsOf(inputs: Readonly<Record<string, string>>, workspace: string): Subject[] {
  const { 'subject-path': path = '', 'subject-digest': digest = '', 'subject-name': name = '' } = inputs;
  if (path !== '' && digest !== '') {
    throw new StepFailure('Only one of subject-path, subject-digest, or subject-checksums may be provided');
  }
  if (digest !== '') return [subjectOf(digest, name)];
  if (path === '') {
    throw new StepFailure('One of subject-path, subject-digest, or subject-checksums must be provided');
  }
  const files = path
    .split(/[\n,]/)
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '')
    .flatMap((pattern) => globSync(resolve(workspace, pattern)))
    .filter((file) => statSync(file).isFile());
  if (files.length === 0) throw new StepFailure(`Could not find subject at path ${path}`);
  return files.map((file) => ({
    name: name || basename(file),
    digest: { sha256: createHash('sha256').update(readFileSync(file)).digest('hex') },
  }));
}

function subjectOf(digest: string, name: string): Subject {
  if (name === '') throw new StepFailure('subject-name must be provided when using subject-digest');
  const sha256 = /^sha256:([0-9a-f]{64})$/i.exec(digest)?.[1];
  if (sha256 === undefined) {
    throw new StepFailure(`subject-digest must be in the format "sha256:hex_digest", not "${digest}"`);
  }
  return { name, digest: { sha256 } };
}
