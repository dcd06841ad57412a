/** Everything a filter policy can ask of one value. https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html */
export type Condition =
  | { readonly kind: 'equals'; readonly value: Scalar }
  | { readonly kind: 'equals-ignore-case'; readonly value: string }
  | { readonly kind: 'prefix'; readonly value: string }
  | { readonly kind: 'suffix'; readonly value: string }
  | { readonly kind: 'anything-but'; readonly refused: readonly Condition[] }
  | { readonly kind: 'numeric'; readonly comparisons: readonly Comparison[] }
  | { readonly kind: 'cidr'; readonly network: string; readonly bits: number }
  | { readonly kind: 'exists'; readonly value: boolean };

export type Scalar = string | number | boolean | null;

export interface Comparison {
  readonly operator: '=' | '<' | '<=' | '>' | '>=';
  readonly value: number;
}

/** One key of a policy: conditions of which one has to hold, or a nested policy. */
export interface KeyRule {
  readonly key: string;
  readonly rule: readonly Condition[] | FilterPolicy;
}

/** Every key has to match, and one of the alternatives of every `$or`. */
export interface FilterPolicy {
  readonly keys: readonly KeyRule[];
  readonly alternatives: readonly (readonly FilterPolicy[])[];
}

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';
