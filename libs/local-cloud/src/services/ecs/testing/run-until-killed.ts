import { createService, define, image } from './deploy.ts';
import { startEcs } from './start-ecs.ts';

// A cloud with one task, whose process has a child of its own; prints both ids and waits to be killed.
const ecs = await startEcs();
const code = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log(JSON.stringify([process.pid, child.pid]));
  setInterval(() => {}, 1000);`;
await createService(ecs, await define(ecs, { image: await image(ecs, '1', code) }), { desiredCount: 1 });
const wait = setInterval(() => {
  const [line] = [...ecs.logs.lines.values()].flat();
  if (line === undefined) return;
  clearInterval(wait);
  console.log(line);
}, 20);
setInterval(() => undefined, 1000);
