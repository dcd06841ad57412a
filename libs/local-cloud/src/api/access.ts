import type { CredentialScope } from '../protocol/credential-scope.ts';
import type { Principal } from '../service.ts';

/** One thing a caller must be allowed: an IAM action on a resource. */
export interface Permission {
  /** E.g. `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN, or `*` where the call names no single resource. */
  readonly resource: string;
  /** Condition keys that this service gives, besides those every call has; e.g. `ses:FromAddress`. */
  readonly values?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Who is calling, and what they may do. */
export interface AccessControl {
  /** @throws `InvalidClientTokenId` or `ExpiredToken` for session credentials that are not, or no longer, good. */
  identify(scope: CredentialScope | undefined): Principal;
  /** Whether the principal's policies speak of what a resource says of itself (its tags and the like), which then must be read. */
  looksAtResources(principal: Principal): boolean;
  /** The first of the permissions that the principal's policies do not give; undefined when all are given. */
  findDenied(principal: Principal, permissions: readonly Permission[]): Permission | undefined;
}
