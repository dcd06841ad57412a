import type { Statement } from './attest/statement.ts';
import type { RunEvent } from './events.ts';
import type { Json } from './expressions/json.ts';
import type { LocalGitHub } from './github/local-github.ts';
import type { HostEnvironment } from './jobs/host-environment.ts';
import type { Slots } from './jobs/slots.ts';
import type { ConcurrencyGroups } from './jobs/concurrency.ts';
import type { Masker } from './commands/masker.ts';
import type { TokenIssuer } from './oidc/issuer.ts';
import type { GracePeriods } from './process/process-group.ts';
import type { Permissions, Workflow } from './model.ts';

/** What every job of one run shares. */
export interface RunContext {
  readonly workspace: string;
  /** A folder of this run alone, removed at its end. */
  readonly temp: string;
  /** Where `actions/upload-artifact` puts things, one folder an artifact. */
  readonly artifacts: string;
  readonly host: HostEnvironment;
  readonly masker: Masker;
  readonly slots: Slots;
  readonly groups: ConcurrencyGroups;
  readonly grace: GracePeriods;
  /** Who jobs with `id-token: write` are, by token. */
  readonly tokens: TokenIssuer;
  /** What jobs call by `GITHUB_API_URL`, each with a token of its own; undefined where there is none. */
  readonly gitHub: LocalGitHub | undefined;
  /** What its jobs attested, in order. */
  readonly attestations: Statement[];
  /** Tokens name owner and repository with their ids too. */
  readonly immutableSubject: boolean;
  /** Ends the run politely: steps are interrupted, `always()` and `cancelled()` still run. */
  readonly cancel: AbortSignal;
  /** Ends it at once. */
  readonly kill: AbortSignal;
  readonly report: (event: RunEvent) => void;
}

/** What the jobs of one workflow file see; a called workflow has its own. */
export interface WorkflowScope {
  readonly workflow: Workflow;
  readonly github: { readonly [key: string]: Json };
  readonly inputs: { readonly [key: string]: Json };
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Of every job that does not name its own. */
  readonly permissions: Permissions | undefined;
  /** The job that called this workflow, as `id/` and `name / `; empty for the one that was started. */
  readonly prefix: { readonly id: string; readonly name: string };
  /** The concurrency groups held by the run and its callers. */
  readonly heldGroups: readonly string[];
}
