import { afterAll } from 'vitest';

// Test files share a process, and some point AWS's clients to a cloud of their own: the next file starts from the environment of the run.
const before = { ...process.env };
afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});
