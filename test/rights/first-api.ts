import { GetRoleCommand } from '@aws-sdk/client-iam';
import { startLocalCloud } from '@phaseline/local-cloud';
import type { Resource } from '@phaseline/model';
import { createClients } from '@phaseline/reconciler';
import { clientsAs } from '@phaseline/reconciler/testing/as-role';
import { apply, createEngineScope, observe } from '@phaseline/reconciler/testing/engine';
import { bootstrapLocalCloud } from '@phaseline/scripts/deployment/bootstrap-local-cloud';
import { type Asked, readAsked } from './grants.ts';

/** What came of the first API of an account. */
export interface FirstApi {
  /** Of the role that API Gateway has of its own then. */
  readonly rolePath: string | undefined;
  readonly asked: readonly Asked[];
}

/**
 * Makes a preview's API, as a preview, in an account in which nothing was deployed before: where production was, API Gateway has its role already.
 * @param environment all that the preview is made of
 */
export async function makeFirstApi(environment: readonly Resource[]): Promise<FirstApi> {
  const cloud = await startLocalCloud();
  try {
    await bootstrapLocalCloud(cloud, 'octo/shop');
    const clients = await clientsAs(cloud.url, cloud.account, 'preview', {
      sub: 'repo:octo/shop:environment:preview',
      ref: 'refs/pull/17/merge',
    });
    const api = environment.filter(({ kind }) => kind === 'httpApi');
    const scope = await createEngineScope({ clients });
    await apply(api, await observe(api, scope), scope);
    const credentials = { accessKeyId: 'root', secretAccessKey: 'root', sessionToken: '' };
    const { iam } = createClients({ endpoint: cloud.url, region: cloud.region, credentials });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'AWSServiceRoleForAPIGateway' }));
    return { rolePath: Role?.Path, asked: await readAsked(cloud.url) };
  } finally {
    await cloud.stop();
  }
}
