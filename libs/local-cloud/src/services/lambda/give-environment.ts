import { randomBytes } from 'node:crypto';
import type { EnvironmentGift, FunctionSpec } from '../../runtime/function/function-spec.ts';
import { callService } from '../../call-service.ts';
import { findFunction } from './find.ts';
import type { Lambda } from './records.ts';

/** What Lambda gives a new environment: a session of the function's role, and a log stream where the role allows one. */
export function giveEnvironment(lambda: Lambda, spec: FunctionSpec, role: string): EnvironmentGift {
  const { environment, deps } = lambda;
  const credentials = deps.sts.issueSession(role, spec.name, 'lambda.amazonaws.com');
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  const logStream = `${day}/[${spec.version}]${randomBytes(16).toString('hex')}`;
  const write = logWriter(lambda, spec.logGroup, logStream, role);
  return { region: environment.region, endpoint: environment.origin(), credentials, logStream, log: write };
}

/** The role of the version that a spec is of. */
export function roleOfSpec(lambda: Lambda, { name, version }: FunctionSpec): string {
  const fn = findFunction(lambda, name);
  return (version === '$LATEST' ? fn.latest : (fn.versions.get(version) ?? fn.latest)).settings.role;
}

function logWriter(lambda: Lambda, group: string, stream: string, role: string): (message: string) => void {
  const { environment, deps } = lambda;
  const { account, region } = environment;
  const base = `arn:aws:logs:${region}:${account}:log-group:${group}`;
  // As on AWS: a role that may not write logs leaves its function without any, and nothing else happens.
  const may = (action: string, resource: string): boolean =>
    deps.iam.permits(role, `logs:${action}`, resource);
  const writes =
    may('CreateLogStream', `${base}:log-stream:${stream}`) &&
    may('PutLogEvents', `${base}:log-stream:${stream}`);
  if (!writes) return () => undefined;
  let ready: Promise<unknown> | undefined;
  const create = (): Promise<unknown> => {
    if (!may('CreateLogGroup', `${base}:*`)) return Promise.resolve();
    const context = environment.contextFor('lambda.amazonaws.com');
    // It is there already, mostly.
    return callService(deps.logs, 'CreateLogGroup', { logGroupName: group }, context).catch(() => undefined);
  };
  const put = async (message: string): Promise<void> => {
    const event = { timestamp: Date.now(), message };
    await ready;
    try {
      deps.logs.ingest(group, stream, [event]);
    } catch {
      // The group is gone, or was never made: it is made where the role may, else the next event may find it again.
      await (ready ??= create());
      try {
        deps.logs.ingest(group, stream, [event]);
      } catch {
        ready = undefined;
      }
    }
  };
  return (message) => void put(message);
}
