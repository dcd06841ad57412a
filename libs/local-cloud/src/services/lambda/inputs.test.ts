import { globSync, readFileSync } from 'node:fs';
import * as model from '@aws-sdk/client-lambda';
import { NormalizedSchema } from '@smithy/core/schema';
import { expect, it } from 'vitest';
import { createOperations } from './operations/operations.ts';
import type { Lambda } from './records.ts';

const sources = globSync('**/*.ts', { cwd: import.meta.dirname })
  .filter((path) => !/\.test\.ts$|^testing\//.test(path))
  .map((path) => readFileSync(`${import.meta.dirname}/${path}`, 'utf8'))
  .join('\n');

// What is neither read nor refused would be passed over in silence: a call would be answered 200 and do less than it was asked.
it.each(Object.keys(createOperations({} as Lambda)))(
  '%s reads or refuses every member of its input',
  (operation) => {
    const schema = (model as unknown as Record<string, unknown[]>)[`${operation}$`];
    const input = NormalizedSchema.of(schema?.[4] as never);
    const members = [...input.structIterator()].map(([name]) => name);
    expect(members.filter((name) => !new RegExp(`\\b${name}\\b`).test(sources))).toEqual([]);
  },
);
