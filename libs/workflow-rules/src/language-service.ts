import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
// Before the language service: it brings the hook that lets Node read the JSON files GitHub's packages import.
import '@phaseline/workflow-runner/parser';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from './finding.ts';
import type { WorkflowFile } from './workflow-file.ts';

const { validate } = await import('@actions/languageservice');

/** Said, with no name behind it, of an index that only the run knows, as in `needs.build.outputs[matrix.component]`: nothing to check. */
const unknownIndex = 'Context access might be invalid:';

/**
 * What GitHub's own language service, the one in their editor, says about a file: schema, expressions and the contexts they may use, inputs
 * and outputs of called workflows, cron lines, formats. Warnings count.
 *
 * @param root the repository's folder; called workflows are read from it.
 * @param file one of its workflows or actions.
 */
export async function askLanguageService(root: string, file: WorkflowFile): Promise<Finding[]> {
  const uri = pathToFileURL(join(root, file.path)).href;
  const document = TextDocument.create(uri, 'yaml', 1, file.lines.join('\n'));
  const diagnostics = await validate(document, {
    fileProvider: {
      getFileContent: async (reference) => {
        if (!('path' in reference) || 'repository' in reference)
          throw new Error(`${JSON.stringify(reference)} is not a file of this repository`);
        return { name: reference.path, content: readFileSync(join(root, reference.path), 'utf8') };
      },
    },
  });
  return diagnostics.flatMap(({ message, range }) => {
    const text = typeof message === 'string' ? message : message.value;
    if (text.trim() === unknownIndex) return [];
    return [
      {
        rule: 'language-service',
        file: file.path,
        line: range.start.line + 1,
        message: text.replaceAll('\n', ' ').trim(),
        fix: "see GitHub's workflow syntax reference",
      },
    ];
  });
}
