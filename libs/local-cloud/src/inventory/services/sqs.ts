import {
  GetQueueAttributesCommand,
  ListQueueTagsCommand,
  paginateListQueues,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

export const sqs: Inventory = async (options) => {
  const client = new SQSClient(options);
  const urls = await everyItem(paginateListQueues({ client }, {}), ({ QueueUrls }) => QueueUrls);
  return await inTurn(urls, async (QueueUrl) => {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const { Tags } = await client.send(new ListQueueTagsCommand({ QueueUrl }));
    return item('sqs', 'queue', QueueUrl.split('/').at(-1), { Attributes, Tags });
  });
};
