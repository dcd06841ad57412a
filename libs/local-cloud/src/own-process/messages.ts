import type { LocalCloud } from '../cloud.ts';

/** What a cloud is, once it has started. */
export type CloudFacts = Omit<LocalCloud, 'stop'>;

/** What the process of a cloud says to the one that started it. */
export type FromCloud = { readonly started: CloudFacts } | { readonly failed: string };
