import type { EventType, Tag } from '@aws-sdk/client-sesv2';
import type { Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import { configurationSetNotFound, identityNotFound } from './errors.ts';

export interface Identity {
  /** A domain or an address, in lower case where mail ignores case. */
  readonly name: string;
  readonly type: 'DOMAIN' | 'EMAIL_ADDRESS';
  readonly tags: Map<string, string>;
  readonly configurationSet: string | undefined;
}

/** Where a configuration set's events go: the default bus of EventBridge. */
export interface EventDestination {
  readonly name: string;
  readonly enabled: boolean;
  readonly eventTypes: readonly EventType[];
  readonly eventBusArn: string;
}

export interface ConfigurationSet {
  readonly name: string;
  readonly tags: Map<string, string>;
  readonly destinations: Map<string, EventDestination>;
  readonly sendingEnabled: boolean;
}

/** An email as the inbox shows it. */
export interface StoredEmail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly time: string;
}

/** Tells EventBridge of an event. */
export type Publish = (event: {
  readonly 'detail-type': string;
  readonly source: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}) => void;

export interface SesState {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly identities: Map<string, Identity>;
  readonly configurationSets: Map<string, ConfigurationSet>;
  /** Puts an event on the default bus. */
  readonly publish: Publish;
  /** Oldest first. */
  readonly emails: StoredEmail[];
  /** How many emails were ever sent with a tag, by name and value; counts stay when the emails go. */
  readonly sentByTag: Map<string, Map<string, number>>;
}

/** @throws NotFoundException when there is no such identity. */
export function findIdentity(state: SesState, name: string | undefined): Identity {
  const identity = state.identities.get((name ?? '').toLowerCase());
  if (identity === undefined) throw identityNotFound(name);
  return identity;
}

/** An identity's ARN, as TagResource takes it. */
export function identityArn({ environment }: SesState, name: string): string {
  return `arn:aws:ses:${environment.region}:${environment.account}:identity/${name}`;
}

export function showTags(tags: ReadonlyMap<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** @throws NotFoundException when there is no such configuration set. */
export function findConfigurationSet(state: SesState, name = ''): ConfigurationSet {
  const set = state.configurationSets.get(name);
  if (set === undefined) throw configurationSetNotFound(name);
  return set;
}

/** A configuration set's ARN, as TagResource takes it and events name it. */
export function configurationSetArn({ environment }: SesState, name: string): string {
  return `arn:aws:ses:${environment.region}:${environment.account}:configuration-set/${name}`;
}
