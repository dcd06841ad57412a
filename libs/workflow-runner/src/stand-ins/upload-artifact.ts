import { cpSync, existsSync, globSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { StepFailure } from '../steps/job-runtime.ts';
import type { StandInAction } from './stand-in.ts';

export const uploadArtifact: StandInAction = {
  repository: 'actions/upload-artifact',
  summary:
    'Real, on disk: the files are copied to the artifacts folder of the run, for download-artifact and for you.',
  inputs: {
    name: {},
    path: { required: true },
    'if-no-files-found': {},
    overwrite: {},
    'include-hidden-files': {},
    'retention-days': {},
    'compression-level': {},
  },
  run: async ({ job, inputs, sink }) => {
    const name = inputs['name'] || 'artifact';
    if (/["<>|*?\r\n/\\:]/.test(name))
      throw new StepFailure(`artifact name '${name}' has a character that is not allowed`);
    const files = artifactFiles(
      job.run.workspace,
      inputs['path'] ?? '',
      inputs['include-hidden-files'] === 'true',
    );
    if (files.length === 0) {
      const message = `No files were found with the provided path: ${inputs['path']}. No artifacts will be uploaded.`;
      const what = inputs['if-no-files-found'] || 'warn';
      if (what === 'error') throw new StepFailure(message);
      if (what === 'warn') sink.annotate({ level: 'warning', message });
      return sink.line(message);
    }
    const folder = join(job.run.artifacts, name);
    if (existsSync(folder)) {
      if (inputs['overwrite'] !== 'true')
        throw new StepFailure(`an artifact with this name already exists in this run: ${name}`);
      rmSync(folder, { recursive: true });
    }
    const root = commonFolder(files);
    for (const file of files) {
      const target = join(folder, relative(root, file));
      mkdirSync(dirname(target), { recursive: true });
      cpSync(file, target);
    }
    sink.setOutput('artifact-id', name);
    sink.line(`Stand-in for actions/upload-artifact: ${files.length} file(s) as '${name}'`);
  },
};

/** The files that the `path` input names: one pattern a line, folders with all that is in them, `!` takes out again. */
function artifactFiles(workspace: string, input: string, hidden: boolean): string[] {
  const files = new Set<string>();
  for (const line of input.split('\n').map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const negated = line.startsWith('!');
    const pattern = resolve(workspace, negated ? line.slice(1) : line);
    for (const found of globSync([pattern, join(pattern, '**')])) {
      if (!isAbsolute(found) || !statSync(found).isFile()) continue;
      const isHidden = relative(workspace, found)
        .split('/')
        .some((part) => part.startsWith('.') && part !== '..');
      if (negated) files.delete(found);
      else if (hidden || !isHidden) files.add(found);
    }
  }
  return [...files].sort();
}

/** GitHub cuts the paths in an artifact at the folder all files share. */
function commonFolder(files: readonly string[]): string {
  let folder = dirname(files[0] ?? '/');
  while (!files.every((file) => file.startsWith(folder === '/' ? '/' : `${folder}/`)))
    folder = dirname(folder);
  return folder;
}
