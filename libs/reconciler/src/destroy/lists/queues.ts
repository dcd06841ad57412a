import { ListQueuesCommand, ListQueueTagsCommand } from '@aws-sdk/client-sqs';
import { everyPage, lastOf, type Lister, removeAs } from '../listed.ts';

export const queues: Lister = async ({ clients: { sqs }, options }) => {
  const urls = await everyPage(
    async (NextToken) => await sqs.send(new ListQueuesCommand({ MaxResults: 1000, NextToken }), options),
    ({ QueueUrls, NextToken }) => [QueueUrls, NextToken],
  );
  return urls.map((url) => ({
    kind: 'queue',
    name: lastOf(url, '/'),
    tags: async () => (await sqs.send(new ListQueueTagsCommand({ QueueUrl: url }), options)).Tags ?? {},
    remove: removeAs('queue', lastOf(url, '/'), { url }),
  }));
};
