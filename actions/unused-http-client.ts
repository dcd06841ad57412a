/**
 * Stands in for `@actions/http-client` in the bundles: `@actions/core` needs it for `getIDToken` alone, which no action calls
 * (credentials come from the environment).
 */
// A class, since the toolkit constructs it.
// oxlint-disable-next-line typescript/no-extraneous-class
export class HttpClient {
  constructor() {
    throw new Error(
      'This action was bundled without an HTTP client for getIDToken; take credentials from the environment',
    );
  }
}

/** As {@link HttpClient}: only `getIDToken` would construct it. */
export class BearerCredentialHandler extends HttpClient {}
