import { root } from '../root.ts';
import { readResults } from '../testing/read-results.ts';
import { renderResults } from './render-results.ts';

// node scripts/ci/test-summary.ts >> "$GITHUB_STEP_SUMMARY"
process.stdout.write(renderResults(readResults(root)));
