import type { PolicyDocument } from './policy.ts';
import type { Described } from './resource.ts';

export interface OpenIdConnectProviderResource extends Described<'openIdConnectProvider'> {
  readonly arn: string;
  readonly url: string;
  /** The `aud` it takes tokens for; others that it takes too stay. */
  readonly audience: string;
}

/** A policy of the account's own that can be attached, or be a boundary. */
export interface ManagedPolicyResource extends Described<'managedPolicy'> {
  readonly arn: string;
  readonly policy: PolicyDocument;
}
