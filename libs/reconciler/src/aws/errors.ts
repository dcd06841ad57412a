/**
 * Whether AWS answered with one of these error codes. Services and SDK versions disagree on the suffix `Exception` and on
 * whether the code is the error's name, so both are looked at, without the suffix.
 */
export function isAwsError(error: unknown, ...codes: readonly string[]): boolean {
  if (!(error instanceof Error)) return false;
  const { Code } = error as { Code?: unknown };
  const names = [error.name, ...(typeof Code === 'string' ? [Code] : [])].map(bare);
  return codes.some((code) => names.includes(bare(code)));
}

function bare(code: string): string {
  return code
    .replace(/^.*#/, '')
    .replace(/^AWS\.SimpleQueueService\./, '')
    .replace(/Exception$/, '');
}

/**
 * The answer to a read, or undefined where AWS says that there is nothing of that name.
 * @param codes the error codes by which it says so
 */
export async function orAbsent<T>(read: Promise<T>, ...codes: readonly string[]): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isAwsError(error, ...codes)) return undefined;
    throw error;
  }
}

/** Whether this endpoint does not know an operation, as some that speak AWS's API do not know the newer ones. */
export function isUnknownOperation(error: unknown): boolean {
  if (isAwsError(error, 'UnknownOperation', 'NotImplemented', 'InvalidAction')) return true;
  const { $metadata } = (error ?? {}) as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode === 501;
}
