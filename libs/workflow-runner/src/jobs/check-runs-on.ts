import type { Json } from '../expressions/json.ts';

/** Throws when `runs-on` asks for a machine that this one is not. */
export function checkRunsOn(runsOn: Json, os: 'Linux' | 'macOS'): void {
  for (const label of labels(runsOn)) {
    const fits = os === 'Linux' ? /^(ubuntu-|linux$)/i : /^(macos-|macos$|ubuntu-)/i;
    if (fits.test(label) || /^(self-hosted|x64|arm64)$/i.test(label)) continue;
    throw new Error(
      `runs-on: '${label}' cannot be run on this machine (${os}): ubuntu-*, self-hosted and linux can`,
    );
  }
}

function labels(runsOn: Json): string[] {
  if (Array.isArray(runsOn)) return runsOn.map(String);
  if (runsOn !== null && typeof runsOn === 'object') {
    return labels((runsOn as Record<string, Json>)['labels'] ?? []);
  }
  return [String(runsOn)];
}
