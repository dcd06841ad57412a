interface EventPayload {
  readonly pull_request?: { readonly base?: { readonly sha?: string } };
  readonly merge_group?: { readonly base_sha?: string };
}

/**
 * The commit that a change is to be compared with. A push to main has none: it is checked whole, so that what an earlier, cancelled or failed
 * run left unchecked is not left out for ever.
 *
 * @param event the payload of the event, as in the file that GITHUB_EVENT_PATH names.
 * @returns undefined where everything is to be checked.
 */
export function baseCommit(event: EventPayload): string | undefined {
  return event.pull_request?.base?.sha ?? event.merge_group?.base_sha;
}
