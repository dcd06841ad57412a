import type { PolicyDocument } from './policy.ts';
import type { Described } from './resource.ts';

export interface EmailIdentityResource extends Described<'emailIdentity'> {
  /** The address that mail is sent from; an identity of its domain serves as well. */
  readonly address: string;
}

/** A configuration set of SES, and where it tells of the mails that are sent by it. */
export interface ConfigurationSetResource extends Described<'configurationSet'> {
  readonly eventDestination: {
    readonly name: string;
    /** As SES names them: `SEND`. */
    readonly eventTypes: readonly string[];
    readonly eventBusArn: string;
  };
}

/** A rule of EventBridge's default bus with one target. */
export interface EventRuleResource extends Described<'eventRule'> {
  readonly description: string;
  /** In EventBridge's own shape. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly target: { readonly id: string; readonly arn: string };
}

/** What lets services of AWS write to log groups, by name one of ten that an account has. It carries no tags. */
export interface LogResourcePolicyResource extends Described<'logResourcePolicy'> {
  readonly policy: PolicyDocument;
}
