import { startLocalCloud } from '../cloud.ts';
import type { LocalCloudOptions } from '../options.ts';
import type { FromCloud } from './messages.ts';

// The process that start-cloud-process.ts starts: a cloud, until it is told to stop or whoever started it is gone.
const options = JSON.parse(process.argv[2] ?? '{}') as LocalCloudOptions;
// Ctrl-C reaches every process of a terminal; the one that started this has things to do with the cloud before it stops.
process.on('SIGINT', () => undefined);
const told = new Promise<void>((resolve) => {
  process.once('message', () => resolve());
  process.once('disconnect', () => resolve());
});
const say = (message: FromCloud): void => {
  if (process.connected) process.send?.(message);
};
try {
  const cloud = await startLocalCloud(options);
  const { url, region, account, runtime, env } = cloud;
  say({ started: { url, region, account, runtime, env } });
  await told;
  await cloud.stop();
} catch (error) {
  say({ failed: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
if (process.connected) process.disconnect();
