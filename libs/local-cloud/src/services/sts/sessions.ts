import { randomBytes } from 'node:crypto';
import type { PolicyDocument } from '../../policy/index.ts';
import { uniqueId } from '../iam/ids.ts';

/** Temporary credentials of a role. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly roleArn: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly arn: string;
  /** `<role id>:<session>` */
  readonly userId: string;
  /** Session policies: they can only take away from what the role may. */
  readonly policies: readonly PolicyDocument[];
}

export interface SessionRequest {
  readonly role: { readonly name: string; readonly arn: string; readonly id: string };
  readonly account: string;
  readonly sessionName: string;
  readonly seconds: number;
  readonly policies?: readonly PolicyDocument[];
}

/** The issued sessions by access key id. */
export type Sessions = Map<string, Session>;

/** Issues credentials, and forgets those that have long expired. */
export function issue(
  sessions: Sessions,
  { role, account, sessionName, seconds, policies = [] }: SessionRequest,
): Session {
  const now = Date.now();
  for (const [id, { expiresAt }] of sessions) if (expiresAt < now - 3_600_000) sessions.delete(id);
  const session: Session = {
    accessKeyId: uniqueId('ASIA').slice(0, 20),
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(96).toString('base64'),
    expiresAt: now + seconds * 1000,
    roleArn: role.arn,
    arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${sessionName}`,
    userId: `${role.id}:${sessionName}`,
    policies,
  };
  sessions.set(session.accessKeyId, session);
  return session;
}
