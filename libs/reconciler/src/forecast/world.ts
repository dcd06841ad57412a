import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Component, Placement } from '@phaseline/model';
import type { Lookup, Observed } from '../engine/kind.ts';

/** A service's number of tasks, and whether its scaling is held back. */
export interface ForeseenService {
  readonly desired: number;
  readonly suspended: boolean;
}

/** A function's published versions, as far as they decide what is done. */
export interface ForeseenFunction {
  /** Alias `live` leads to a version. */
  readonly live: boolean;
  /** The newest version is the one that alias `live` leads to. */
  readonly newestIsLive: boolean;
  /** It gets a share of what the alias is invoked for. */
  readonly onTrial?: boolean;
}

/** What is published of a function. */
export interface Published {
  readonly newest: FunctionConfiguration | undefined;
  /** The version that alias `live` leads to. */
  readonly live: string | undefined;
  /** The versions that it leads to now and then, beside that one. */
  readonly shared: readonly string[];
}

/** An environment as it is, and then as every planned step leaves it. */
export interface World {
  /** What is there, by id. */
  readonly there: Map<string, Observed>;
  readonly lookup: Lookup;
  readonly services: Map<Component, ForeseenService>;
  readonly functions: Map<Component, ForeseenFunction>;
  /** Percent of the domain's answers that name the HTTP API, and which fronts have a record; undefined without a domain. */
  domain: { readonly httpApiWeight: number; readonly records: ReadonlySet<Placement> } | undefined;
}
