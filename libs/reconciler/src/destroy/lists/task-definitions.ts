import {
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import type { Tags } from '@phaseline/model';
import { fromLowerTagList } from '../../aws/tags.ts';
import { everyPage, type Lister, type ListScope, removeAs } from '../listed.ts';

/** Families of task definitions, those included of which every revision is deregistered. */
export const taskDefinitions: Lister = async (scope) => {
  const { clients, options } = scope;
  const families = await everyPage(
    async (nextToken) =>
      await clients.ecs.send(new ListTaskDefinitionFamiliesCommand({ status: 'ALL', nextToken }), options),
    ({ families: page, nextToken }) => [page, nextToken],
  );
  return families.map((name) => ({
    kind: 'taskDefinition',
    name,
    tags: async () => await tagsOfNewest(name, scope),
    remove: removeAs('taskDefinition', name),
  }));
};

/** A family has no tags, its revisions have. One whose last revision was deleted is still listed for a while. */
async function tagsOfNewest(familyPrefix: string, { clients: { ecs }, options }: ListScope): Promise<Tags> {
  for (const status of ['ACTIVE', 'INACTIVE'] as const) {
    const list = new ListTaskDefinitionsCommand({ familyPrefix, status, sort: 'DESC', maxResults: 1 });
    const [newest] = (await ecs.send(list, options)).taskDefinitionArns ?? [];
    if (newest === undefined) continue;
    const describe = new DescribeTaskDefinitionCommand({ taskDefinition: newest, include: ['TAGS'] });
    return fromLowerTagList((await ecs.send(describe, options)).tags);
  }
  return {};
}
