import type { LocalCloud } from '../cloud.ts';
import { inTurn, type Inventory, type Item } from './item.ts';
import { acm } from './services/acm.ts';
import { apiGateway } from './services/api-gateway.ts';
import { cloudwatch } from './services/cloudwatch.ts';
import { dynamodb } from './services/dynamodb.ts';
import { ec2 } from './services/ec2.ts';
import { ecr } from './services/ecr.ts';
import { ecs } from './services/ecs.ts';
import { events } from './services/events.ts';
import { iam } from './services/iam.ts';
import { lambda } from './services/lambda.ts';
import { loadBalancing } from './services/load-balancing.ts';
import { logs } from './services/logs.ts';
import { route53 } from './services/route53.ts';
import { scaling } from './services/scaling.ts';
import { ses } from './services/ses.ts';
import { sns } from './services/sns.ts';
import { sqs } from './services/sqs.ts';

export type { Item } from './item.ts';

/** By signing name. STS has nothing to list. */
export const inventories: Readonly<Record<string, Inventory>> = {
  acm,
  'application-autoscaling': scaling,
  apigateway: apiGateway,
  dynamodb,
  ec2,
  ecr,
  ecs,
  elasticloadbalancing: loadBalancing,
  events,
  iam,
  lambda,
  logs,
  monitoring: cloudwatch,
  route53,
  ses,
  sns,
  sqs,
};

/** Everything that there is in the account, service by service, as their own APIs show it to the account's root. Reads only. */
export async function takeInventory({ url, region }: Pick<LocalCloud, 'url' | 'region'>): Promise<Item[]> {
  const options = { endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const lists = await inTurn(Object.values(inventories), async (list) => await list(options));
  return lists.flat();
}

/**
 * Those of an environment: whatever mentions it in a name, a tag, an ARN or anywhere else, as `pr-1` or `pr-1-something`. Pure.
 * @param environment whose names have a prefix: not production
 */
export function ofEnvironment(items: readonly Item[], environment: string): Item[] {
  const mention = new RegExp(String.raw`(?<![\w-])${environment}(?![\w])`);
  return items.filter((item) => mention.test(JSON.stringify(item)));
}
