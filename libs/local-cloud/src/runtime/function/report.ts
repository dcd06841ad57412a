import type { FunctionSpec } from './function-spec.ts';

/** How an invocation went, in the words of a REPORT line. */
export interface Report {
  readonly requestId: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds of INIT, of the first invocation of an environment. */
  readonly initDuration: number | undefined;
  /** Bytes. */
  readonly maxMemory: number;
  readonly status?: 'timeout' | 'error';
  readonly errorType?: string;
}

const MIB = 1024 * 1024;
const rounded = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;

/** The line before an invocation. */
export function startLine(spec: FunctionSpec, requestId: string): string {
  return spec.logFormat === 'JSON'
    ? platform('platform.start', { requestId, version: spec.version })
    : `START RequestId: ${requestId} Version: ${spec.version}\n`;
}

/** The lines after an invocation. INIT is billed since August 2025. */
export function endLines(spec: FunctionSpec, report: Report): string[] {
  const { requestId, initDuration, status, errorType } = report;
  const billed = Math.ceil(report.duration + (initDuration ?? 0));
  const used = Math.min(Math.ceil(report.maxMemory / MIB), spec.memorySize);
  if (spec.logFormat === 'JSON') {
    const metrics = {
      durationMs: rounded(report.duration),
      billedDurationMs: billed,
      memorySizeMB: spec.memorySize,
      maxMemoryUsedMB: used,
      ...(initDuration === undefined ? {} : { initDurationMs: rounded(initDuration) }),
    };
    const failure = errorType === undefined ? {} : { errorType };
    return [platform('platform.report', { requestId, metrics, status: status ?? 'success', ...failure })];
  }
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${report.duration.toFixed(2)} ms`,
    `Billed Duration: ${billed} ms`,
    `Memory Size: ${spec.memorySize} MB`,
    `Max Memory Used: ${used} MB`,
    ...(initDuration === undefined ? [] : [`Init Duration: ${initDuration.toFixed(2)} ms`]),
    ...(status === undefined ? [] : [`Status: ${status}`]),
    ...(errorType === undefined ? [] : [`Error Type: ${errorType}`]),
  ];
  return [`END RequestId: ${requestId}\n`, `${parts.join('\t')}\t\n`];
}

function platform(type: string, record: object): string {
  return JSON.stringify({ time: new Date().toISOString(), type, record });
}
