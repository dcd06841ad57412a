import { startLambda } from './start-lambda.ts';

// A cloud with one function that is too busy to notice anything, and has a child of its own; prints both ids and waits to be killed.
const lambda = await startLambda();
await lambda.create(
  'busy',
  `import { spawn } from 'node:child_process';
  export const handler = () => {
    const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
    process.stdout.write(JSON.stringify([process.pid, child.pid]) + '\\n');
    for (;;);
  };`,
  { Timeout: 900 },
);
const invoked = lambda.lambda.invoke({ FunctionName: 'busy', InvocationType: 'Event' });
for (let pids: string | undefined; pids === undefined;) {
  const { events = [] } = await lambda.logs
    .filterLogEvents({ logGroupName: '/aws/lambda/busy' })
    .catch(() => ({ events: [] }));
  pids = events.find(({ message }) => message?.startsWith('['))?.message;
  if (pids !== undefined) console.log(pids.trim());
}
await invoked;
setInterval(() => undefined, 1000);
