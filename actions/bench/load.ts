import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * CPU time that loading each action takes: `node actions/bench/load.ts <runs> <dist> [<other dist> ...]`. Actions are started without
 * inputs, so they end as soon as they are loaded; several builds take turns.
 */
const [runs = '11', ...folders] = process.argv.slice(2);
const builds = folders.length > 0 ? folders : [join(import.meta.dirname, '../dist')];
const names = globSync('*/action.yml', { cwd: join(import.meta.dirname, '..') }).map((path) => dirname(path));
// Node tells of itself at the end; of a child, only a wait that knows its usage would.
const usage =
  'data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();console.error("\\n"+JSON.stringify({ms:(u.userCPUTime+u.systemCPUTime)/1000,mb:u.maxRSS/1024}))})';

const found = new Map<string, { ms: number; mb: number }[]>();
const load = (title: string, ...args: readonly string[]) => {
  const { stderr } = spawnSync(process.execPath, ['--import', usage, ...args], { encoding: 'utf8', env: {} });
  const reading = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '') as { ms: number; mb: number };
  found.set(title, [...(found.get(title) ?? []), reading]);
};
names.sort((one, other) => one.localeCompare(other));
for (let run = 0; run < Number(runs); run += 1) {
  load('node alone', '--eval', '0');
  for (const name of names) {
    for (const build of builds) load(`${name} (${basename(build)})`, join(build, `${name}.js`));
  }
}
for (const [title, readings] of found) {
  const ms = readings.map((reading) => reading.ms).sort((one, other) => one - other);
  const mb = readings.map((reading) => reading.mb).sort((one, other) => one - other);
  const middle = Math.floor(ms.length / 2);
  console.log(
    `${title}: ${ms[middle]?.toFixed(0)} ms CPU (${ms[0]?.toFixed(0)} to ${ms.at(-1)?.toFixed(0)}), ${mb[middle]?.toFixed(0)} MB`,
  );
}
