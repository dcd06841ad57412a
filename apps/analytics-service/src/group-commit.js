/**
 * Makes a function that commits one item, together with those that arrive while an earlier commit is under way. So rows
 * that everybody updates are written by one transaction at a time and process, never by rivals, and at low load nobody
 * waits. `fits` says whether `items` fit one commit. Each promise settles with the commit of its own item. Where a commit
 * of several fails and `blamesItem` says that an item is at fault, each is tried alone: one bad item fails no others.
 */
export function groupCommit(commit, fits, blamesItem) {
  let waiting = [];
  let running = false;
  async function run() {
    running = true;
    while (waiting.length > 0) {
      const group = takeGroup();
      await settle(group);
    }
    running = false;
  }
  function takeGroup() {
    let size = 1;
    while (size < waiting.length && fits(waiting.slice(0, size + 1).map(({ item }) => item))) size++;
    const group = waiting.slice(0, size);
    waiting = waiting.slice(size);
    return group;
  }
  async function settle(group) {
    try {
      await commit(group.map(({ item }) => item));
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (group.length > 1 && blamesItem(error)) for (const entry of group) await settle([entry]);
      else for (const { reject } of group) reject(error);
    }
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
}
