import type { CreateTagsRequest, DeleteTagsRequest } from '@aws-sdk/client-ec2';
import { AwsError, type Operation } from '../../../service.ts';
import { defaultId } from '../ids.ts';
import type { Ec2 } from '../records.ts';
import { setTags } from '../tags.ts';

export const createTags =
  (ec2: Ec2): Operation<CreateTagsRequest, void> =>
  ({ Resources = [], Tags = [] }) => {
    Resources.forEach((id) => checkExists(ec2, id));
    Resources.forEach((id) => setTags(ec2, id, Tags));
  };

export const deleteTags =
  (ec2: Ec2): Operation<DeleteTagsRequest, void> =>
  ({ Resources = [], Tags }) => {
    Resources.forEach((id) => checkExists(ec2, id));
    for (const id of Resources) {
      const own = ec2.tags.get(id);
      if (Tags === undefined) own?.clear();
      // With a value, only a tag of that very value goes.
      for (const { Key = '', Value } of Tags ?? []) {
        if (Value === undefined || own?.get(Key) === Value) own?.delete(Key);
      }
    }
  };

function checkExists(ec2: Ec2, id: string): void {
  const routeTables = [...ec2.vpcs.keys()].map((vpcId) => defaultId('rtb', vpcId));
  const known = [ec2.vpcs, ec2.subnets, ec2.groups, ec2.interfaces].some((records) => records.has(id));
  if (!known && !routeTables.includes(id)) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
}
