import { ListRolesCommand, ListRoleTagsCommand } from '@aws-sdk/client-iam';
import { fromTagList } from '../../aws/tags.ts';
import { everyPage, type Lister, removeAs } from '../listed.ts';

/** Roles; their inline policies go with them. */
export const roles: Lister = async ({ clients: { iam }, options }) => {
  const found = await everyPage(
    async (Marker) => await iam.send(new ListRolesCommand({ Marker }), options),
    ({ Roles, Marker }) => [Roles, Marker],
  );
  return found.map(({ RoleName = '' }) => ({
    kind: 'role',
    name: RoleName,
    tags: async () => fromTagList((await iam.send(new ListRoleTagsCommand({ RoleName }), options)).Tags),
    remove: removeAs('role', RoleName),
  }));
};
