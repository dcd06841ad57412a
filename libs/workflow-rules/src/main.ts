import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeFinding } from './finding.ts';
import { lintRepository } from './lint.ts';

// In a job the findings become annotations at their lines, on the pull request's page too.
const root = resolve(process.argv[2] ?? '.');
if (!existsSync(join(root, '.github/workflows'))) {
  console.error(`${root} has no .github/workflows: give the folder of a repository`);
  process.exit(2);
}
const { files, findings } = await lintRepository(root);
for (const finding of findings) {
  console.error(describeFinding(finding));
  if (process.env['GITHUB_ACTIONS'] === 'true')
    console.log(
      `::error file=${finding.file},line=${finding.line ?? 1},title=${finding.rule}::${finding.message}; ${finding.fix}`,
    );
}
console.log(`${files.length} workflows and actions, ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
