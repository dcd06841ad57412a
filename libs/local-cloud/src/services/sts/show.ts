import type { AssumedRoleUser, Credentials } from '@aws-sdk/client-sts';
import type { Session } from './sessions.ts';

export function showSession(session: Session): {
  Credentials: Credentials;
  AssumedRoleUser: AssumedRoleUser;
} {
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAt),
    },
    AssumedRoleUser: { Arn: session.arn, AssumedRoleId: session.userId },
  };
}
