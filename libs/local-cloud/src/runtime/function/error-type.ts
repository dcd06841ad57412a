/** What a runtime says it failed with; undefined where it said nothing that can be read. */
export function errorTypeOf(initError: Buffer | undefined): string | undefined {
  if (!initError) return undefined;
  try {
    const { errorType } = JSON.parse(initError.toString()) as { errorType?: unknown };
    return typeof errorType === 'string' ? errorType : undefined;
  } catch {
    return undefined;
  }
}
