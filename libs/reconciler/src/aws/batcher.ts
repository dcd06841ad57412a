/**
 * Gathers single reads of one turn of the event loop into calls of at most `limit` keys.
 * @param load answers for all of `keys`; what it leaves out is absent
 */
export function createBatcher<Value>(
  limit: number,
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let gathered: string[] = [];
  let answer: Promise<ReadonlyMap<string, Value>> | undefined;
  const flush = async (keys: string[]): Promise<ReadonlyMap<string, Value>> => {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    if (gathered === keys) answer = undefined;
    return await load(keys);
  };
  return async (key) => {
    if (!answer || gathered.length >= limit) {
      gathered = [];
      answer = flush(gathered);
    }
    gathered.push(key);
    return (await answer).get(key);
  };
}
