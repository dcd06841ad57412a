import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Reads `+ PID` and `- PID` until its input ends, which it does when this process dies, however it dies; then it kills the
 * process groups that are left. A shell, since it is there, small, and needs nothing of Node.
 */
const SCRIPT = `
pids=' '
while read -r what pid; do
  case $what in
    +) pids="$pids$pid " ;;
    -) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do kill -s KILL -- "-$pid" 2>/dev/null; done
`;

/** Process groups that must not outlive this process. */
const groups = new Set<number>();
let reaper: ChildProcess | undefined;

/**
 * Has a process group killed when this process is gone, even by SIGKILL, and whatever the group is doing: what it started
 * may be too busy to notice by itself. Call what it returns once the group has ended; its number may go to another.
 */
export function endWithThisProcess(leader: number): () => void {
  groups.add(leader);
  tell('+', leader);
  return () => {
    groups.delete(leader);
    tell('-', leader);
  };
}

function tell(what: '+' | '-', leader: number): void {
  if (reaper === undefined) start();
  else reaper.stdin?.write(`${what} ${leader}\n`);
}

function start(): void {
  // In a group of its own: what ends this process (Ctrl-C) must not end it too.
  const child = spawn('/bin/sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const gone = (): void => {
    if (reaper === child) reaper = undefined;
  };
  child.on('error', gone).on('exit', gone);
  child.stdin.on('error', gone);
  // It waits for this process, not the other way round.
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  for (const leader of groups) child.stdin.write(`+ ${leader}\n`);
  reaper = child;
}
