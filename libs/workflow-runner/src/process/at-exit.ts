const tasks = new Set<() => void>();

process.on('exit', () => {
  for (const task of tasks) task();
});

/**
 * Does `task` when this process exits without having got there by itself: a second Ctrl-C, an uncaught error. It must be synchronous.
 * Returns a function that calls it off.
 */
export function atExit(task: () => void): () => void {
  tasks.add(task);
  return () => tasks.delete(task);
}
