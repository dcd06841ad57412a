/**
 * Which messages of a batch failed, by the function's answer.
 * An empty or absent list: none. What cannot be understood, or names a message that is not of the batch: all.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function readFailures(payload: Uint8Array, ids: ReadonlySet<string>): ReadonlySet<string> {
  let answer: unknown;
  try {
    answer = JSON.parse(Buffer.from(payload).toString('utf8') || 'null');
  } catch {
    return ids;
  }
  if (answer === null) return new Set();
  if (typeof answer !== 'object' || Array.isArray(answer)) return ids;
  const { batchItemFailures } = answer as { batchItemFailures?: unknown };
  if (batchItemFailures === undefined || batchItemFailures === null) return new Set();
  if (!Array.isArray(batchItemFailures)) return ids;
  const failed = new Set<string>();
  for (const item of batchItemFailures as unknown[]) {
    const id = (item as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    if (typeof id !== 'string' || !ids.has(id)) return ids;
    failed.add(id);
  }
  return failed;
}
