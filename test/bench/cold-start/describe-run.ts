import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';

const PEERS = ['@codegenie/serverless-express', '@fastify/aws-lambda', '@nestjs/core', '@aws-sdk/client-sns'];

/** What was measured, on what, and how to read it: the page's head. */
export async function describeRun(runs: number, nodeModules: string): Promise<string> {
  const versions = await Promise.all(
    PEERS.map(async (name) => {
      const manifest = await readFile(join(nodeModules, name, 'package.json'), 'utf8');
      return `${name} ${(JSON.parse(manifest) as { version: string }).version}`;
    }),
  );
  const processors = cpus();
  const machine = `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}`;
  return `# Cold starts: our functions and containers beside others

Measured ${new Date().toISOString().slice(0, 10)} by \`npm run bench:cold-start -- --runs ${runs}\`. Node ${process.versions.node}; ${machine}. ${versions.join(', ')}.

n = ${runs} counted starts of each, everybody taking turns in one run after two rounds that are not counted; median (least to most). The machine also did other work:
trust the ratios, and the CPU time more than the wall time. CPU is what the process's own threads used until the answer.

A **function** starts as on the local cloud: a process with Lambda's Node flags and variables (\`libs/local-cloud/src/runtime/function\`), its memory setting as the heap's limit, one invocation waiting
at the Runtime API. Time runs from spawn until the answer is posted, so it has Node's own start, INIT and the first invocation with its calls to the local cloud (in another process). What Lambda adds
around a process (the sandbox, the download), and its share of a processor, is not in it. \`POST /orders\` writes one row and publishes one event; a batch is ten new orders with their real effects.

- **ours**: the very zip that is deployed.
- **(g)** a bare handler: the same calls by hand, no Nest, no schema library, only the SDK commands it needs, bundled and minified.
- **(a)** the app as node_modules, file by file: for the API under Express and \`@codegenie/serverless-express\` on the AWS SDK, for a worker its own entry with its own packages.
- **(h)** the order API bundled (esbuild, minified) under \`@codegenie/serverless-express\` and \`@fastify/aws-lambda\` on the AWS SDK.
- Lines without a letter take apart what comes from where: the same with our signed client in the SDK's place, our own entry without bundling.

A **container** is the program of the image: spawn to the log line that says it listens.
`;
}
