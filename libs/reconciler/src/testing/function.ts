import { createHash } from 'node:crypto';
import type { FunctionArtifact } from '@phaseline/model';
import { zipOf } from './zip.ts';

/** A function that answers with `answer`. */
export function functionOf(answer = 'done'): FunctionArtifact {
  const zip = zipOf('handler.mjs', `export const handler = async () => (${JSON.stringify(answer)});\n`);
  return {
    definition: {
      Runtime: 'nodejs24.x',
      Handler: 'handler.handler',
      Architectures: ['arm64'],
      MemorySize: 256,
      Timeout: 5,
      Environment: { Variables: { LOG_LEVEL: 'info' } },
    },
    code: { sha256: createHash('sha256').update(zip).digest('base64'), zip },
  };
}
