import type { PolicyDocument } from '../../policy/index.ts';

export interface Role {
  readonly path: string;
  readonly name: string;
  /** `AROA...` */
  readonly id: string;
  readonly arn: string;
  /** ISO 8601, as all times here. */
  readonly createdAt: string;
  description: string | undefined;
  /** Seconds. */
  maxSessionDuration: number;
  boundaryArn: string | undefined;
  /** Who may assume it: the document as it was put. */
  trust: string;
  /** ARNs of managed policies. */
  readonly attached: Set<string>;
  /** Documents as they were put, by policy name. */
  readonly inline: Map<string, string>;
  readonly tags: Map<string, string>;
  lastUsedAt: string | undefined;
}

export interface PolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly createdAt: string;
}

export interface ManagedPolicy {
  readonly arn: string;
  readonly path: string;
  readonly name: string;
  /** `ANPA...` */
  readonly id: string;
  readonly description: string | undefined;
  readonly createdAt: string;
  updatedAt: string;
  /** Newest first. */
  versions: PolicyVersion[];
  defaultVersionId: string;
  /** How many versions there ever were: numbers are not used again. */
  versionCount: number;
  readonly tags: Map<string, string>;
}

export interface OidcProvider {
  readonly arn: string;
  /** Without `https://`. */
  readonly url: string;
  readonly createdAt: string;
  clientIds: string[];
  thumbprints: string[];
  readonly tags: Map<string, string>;
}

/** Everything this IAM knows. */
export interface Iam {
  readonly account: string;
  readonly roles: Map<string, Role>;
  /** Customer's own, by ARN; AWS's are in `aws-managed-policies.ts`. */
  readonly policies: Map<string, ManagedPolicy>;
  readonly providers: Map<string, OidcProvider>;
  /** A policy document, parsed once for each text. */
  parsed(document: string): PolicyDocument;
}
