import { DeleteRolePermissionsBoundaryCommand, PutRolePermissionsBoundaryCommand } from '@aws-sdk/client-iam';
import { type Clients, ensureCertificate } from '@phaseline/reconciler';
import { type Attempts, fillingRole, makingFunctions, makingServices, removing } from './past-conditions.ts';
import { type Theirs, theirsIn } from './theirs.ts';

/**
 * Lets roles try what only a condition keeps them from: what is another environment's, and roles without the boundary or for somebody else.
 * Production and pr-18 must both be there.
 * @returns what was not refused for want of a permission, with what came of it
 */
export async function whatGetsPast(as: {
  readonly root: Clients;
  readonly deploy: Clients;
  readonly preview: Clients;
  readonly sweep: Clients;
  readonly boundary: string | undefined;
}): Promise<string[]> {
  const { root, deploy, preview, sweep, boundary } = as;
  const [pr18, production] = [await theirs('pr-18', root), await theirs('production', root)];
  const past = await Promise.all([
    whatWorks(makingFunctions(deploy, 'production', pr18)),
    whatWorks(makingServices(deploy, 'production', pr18)),
    whatWorks(removing(deploy, pr18)),
    whatWorks(makingFunctions(preview, 'pr-18', production)),
    whatWorks(removing(sweep, production)),
  ]);
  for (const [clients, RoleName] of [
    [deploy, 'email-lambda-role'],
    [deploy, 'email-service-task-role'],
    [preview, 'pr-18-email-lambda-role'],
  ] as const) {
    await root.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    past.push(await whatWorks(fillingRole(clients, RoleName)));
    await root.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: boundary }));
  }
  return past.flat();
}

async function theirs(environment: string, root: Clients): Promise<Theirs> {
  const domain = `theirs-${environment}.example.test`;
  const certificateArn = await ensureCertificate(domain, { clients: root });
  return await theirsIn(environment, root, { zone: 'example.test', domain, certificateArn });
}

async function whatWorks(attempts: Attempts): Promise<string[]> {
  const outcomes = Object.entries(attempts).map(async ([name, attempt]) => {
    const refusal = await attempt().then(
      () => 'was done',
      (error: unknown) => String(error),
    );
    return /not authorized to perform/.test(refusal) ? [] : [`${name}: ${refusal}`];
  });
  return (await Promise.all(outcomes)).flat();
}
