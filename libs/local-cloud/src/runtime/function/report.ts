import { createHash } from 'node:crypto';
import type { FunctionSpec } from './function-spec.ts';
import type { InitEnd } from './sandbox.ts';

/** How an invocation went, in the words of a REPORT line. */
export interface Report {
  readonly requestId: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds of INIT, of the first invocation of an environment. */
  readonly initDuration: number | undefined;
  /** Bytes. */
  readonly maxMemory: number;
  /** `Root=1-...;Parent=...;Sampled=1` */
  readonly traceId?: string;
  readonly status?: 'timeout' | 'error';
  readonly errorType?: string;
}

const MIB = 1024 * 1024;
const rounded = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;

/** As AWS numbers the runtimes it has now; what it stands for here is this machine's Node. */
const runtimeNumber = 1;

/** The line of a new environment. */
export function initStartLine(spec: FunctionSpec, region: string): string[] {
  const runtimeVersion = `${spec.runtime.replace('nodejs', 'nodejs:').replace('.x', '')}.v${runtimeNumber}`;
  const digest = createHash('sha256').update(`${runtimeVersion} ${process.version}`).digest('hex');
  const runtimeVersionArn = `arn:aws:lambda:${region}::runtime:${digest}`;
  if (spec.logFormat === 'JSON') {
    const { name: functionName, version: functionVersion } = spec;
    const record = { initializationType: 'on-demand', phase: 'init', runtimeVersion, runtimeVersionArn };
    return platform(spec, 'INFO', 'platform.initStart', { ...record, functionName, functionVersion });
  }
  return [`INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: ${runtimeVersionArn}\n`];
}

/** The line of an INIT that failed: before an invocation, or as part of one. */
export function initReportLine(
  spec: FunctionSpec,
  { duration, failure }: InitEnd,
  phase: 'init' | 'invoke',
): string[] {
  const { status = 'error', errorType } = failure ?? {};
  if (spec.logFormat === 'JSON') {
    return platform(spec, 'WARN', 'platform.initReport', {
      initializationType: 'on-demand',
      phase,
      status,
      ...(errorType === undefined ? {} : { errorType }),
      metrics: { durationMs: rounded(duration) },
    });
  }
  const type = errorType === undefined ? '' : `\tError Type: ${errorType}`;
  return [
    `INIT_REPORT Init Duration: ${duration.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}${type}\n`,
  ];
}

/** The line before an invocation. */
export function startLine(spec: FunctionSpec, requestId: string): string[] {
  return spec.logFormat === 'JSON'
    ? platform(spec, 'INFO', 'platform.start', { requestId, version: spec.version })
    : [`START RequestId: ${requestId} Version: ${spec.version}\n`];
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
    const record = { requestId, metrics, status: status ?? 'success', ...failure };
    return platform(spec, status === undefined ? 'INFO' : 'WARN', 'platform.report', record);
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
  return [`END RequestId: ${requestId}\n`, `${parts.join('\t')}\t\n${traceLine(report)}`];
}

/** Where the invocation is traced. */
function traceLine({ traceId = '' }: Report): string {
  const [, root, parent, sampled] = /Root=([^;]+);Parent=([^;]+);Sampled=(\d)/.exec(traceId) ?? [];
  if (sampled !== '1') return '';
  return `XRAY TraceId: ${root}\tSegmentId: ${parent}\tSampled: true\t\n`;
}

/** A line of Lambda's own in JSON, where the function's SystemLogLevel lets it through. */
function platform(spec: FunctionSpec, level: 'INFO' | 'WARN', type: string, record: object): string[] {
  if (spec.systemLogLevel === 'WARN' && level === 'INFO') return [];
  return [JSON.stringify({ time: new Date().toISOString(), type, record })];
}
