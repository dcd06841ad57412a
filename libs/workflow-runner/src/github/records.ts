import type { Json } from '../expressions/json.ts';

/** A pull request as this GitHub keeps it. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  state: 'open' | 'closed';
  merged: boolean;
  readonly head: { readonly ref: string; sha: string; readonly repository: string };
  readonly base: string;
  readonly labels: Set<string>;
  readonly user: string;
}

/** An issue that is no pull request. */
export interface Issue {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  labels: string[];
}

/** A comment on a pull request or an issue. */
export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  body: string;
}

/** A job of a run, as it went. https://docs.github.com/rest/actions/workflow-jobs */
export interface RunJob {
  readonly id: number;
  readonly name: string;
  readonly startedAt: Date;
  completedAt: Date | undefined;
  conclusion: string | null;
  readonly steps: {
    readonly name: string;
    readonly conclusion: string;
    readonly startedAt: Date;
    readonly completedAt: Date;
  }[];
}

/** Everything that there is. */
export interface Records {
  readonly repository: string;
  /** The jobs of each run that called this GitHub its own, by the run's id. */
  readonly runs: Map<number, RunJob[]>;
  readonly pulls: Map<number, PullRequest>;
  /** The repository's variables, which its runs read as `vars`. */
  readonly variables: Map<string, string>;
  readonly issues: Map<number, Issue>;
  readonly comments: Map<number, Comment>;
}

/** What comes with every event: a webhook's name and payload. */
export interface WebhookEvent {
  readonly name: string;
  readonly payload: { readonly [key: string]: Json };
}

/** Numeric ids are made of names, so that the same repository has the same one in every answer. */
export function idOf(name: string): number {
  return Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 1_000_000_007, 7);
}
