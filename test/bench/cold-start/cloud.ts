import { startLocalCloud } from '@phaseline/local-cloud';

// In a process of its own, so that its work is nobody else's. Prints its environment, ends with its stdin.
const cloud = await startLocalCloud({ runtime: 'process' });
console.log(JSON.stringify(cloud.env));
process.stdin.on('end', () => void cloud.stop().then(() => process.exit(0))).resume();
