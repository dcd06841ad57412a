import type {
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse,
  ListTaskDefinitionsRequest,
  ListTaskDefinitionsResponse,
} from '@aws-sdk/client-ecs';
import type { Operation } from '../../../service.ts';
import { paginate } from '../paginate.ts';
import type { Ecs } from '../records.ts';

export const listTaskDefinitions =
  (ecs: Ecs): Operation<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse> =>
  (input) => {
    const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
    const arns = [...ecs.definitions]
      .filter(([family]) => familyPrefix === undefined || family === familyPrefix)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, revisions]) => revisions)
      .filter((record) => record?.definition.status === status)
      .map((record) => record?.definition.taskDefinitionArn ?? '');
    const { page, nextToken } = paginate(sort === 'DESC' ? arns.toReversed() : arns, input);
    return { taskDefinitionArns: page, nextToken };
  };

export const listTaskDefinitionFamilies =
  (ecs: Ecs): Operation<ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse> =>
  (input) => {
    const { familyPrefix = '', status = 'ACTIVE' } = input;
    const families = [...ecs.definitions]
      .filter(([family, revisions]) => {
        const isActive = revisions.some((record) => record?.definition.status === 'ACTIVE');
        return family.startsWith(familyPrefix) && (status === 'ALL' || isActive === (status === 'ACTIVE'));
      })
      .map(([family]) => family)
      .sort();
    const { page, nextToken } = paginate(families, input);
    return { families: page, nextToken };
  };
