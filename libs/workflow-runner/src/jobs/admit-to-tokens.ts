import type { TokenRequest } from '../oidc/issuer.ts';
import { mayAskForToken } from '../oidc/may-ask.ts';
import type { WorkflowScope } from '../run-context.ts';
import type { JobRuntime } from '../steps/job-runtime.ts';

/** Lets a job ask for OIDC tokens, as who it is, where GitHub would. */
export async function admitToTokens(
  { run, permissions }: JobRuntime,
  { github, workflow }: WorkflowScope,
  environment: string | undefined,
): Promise<TokenRequest | undefined> {
  if (!mayAskForToken(permissions, github)) return undefined;
  const { immutableSubject } = run;
  const request = await run.tokens.admit({
    github,
    environment,
    jobWorkflow: workflow.path,
    immutableSubject,
  });
  run.masker.add(request.token);
  return request;
}
