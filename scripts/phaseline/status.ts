import { readStatus } from '@phaseline/reconciler';
import { readFlags } from '../command-line.ts';
import { statusLines } from '../screen/status-lines.ts';
import { table } from '../screen/table.ts';
import { environmentFlags, readEnvironmentFlag } from './environment-flag.ts';
import { awsContext, printJson, type Subcommand } from './subcommand.ts';

/** Shows at a glance what runs where. */
export const status: Subcommand = {
  summary: 'what runs where',
  help: `
npm run phaseline -- status [--env NAME] [--json]

Shows where each component of an environment takes work, with revision or version and the hash of what runs, and its fronts. What is
in brackets takes no work. Reads only.

  --env NAME   default production
  --json       the same as JSON
`,
  async run(parameters, signal) {
    const flags = readFlags(parameters, {
      ...environmentFlags,
      json: { type: 'boolean', default: false },
    });
    const environment = readEnvironmentFlag(flags, 'production');
    const found = await readStatus({ environment }, awsContext(signal));
    if (flags.json) {
      printJson({ environment, ...found });
      return 0;
    }
    const { loadBalancer, httpApi } = found.fronts;
    const fronts = [
      ['load balancer', loadBalancer],
      ['HTTP API', httpApi],
    ].flatMap(([kind = '', url]) => (url === undefined ? [] : [[kind, url]]));
    console.log(`Environment ${environment}`);
    for (const line of [...statusLines(found), ...table(fronts)]) console.log(`  ${line}`);
    return 0;
  },
};
