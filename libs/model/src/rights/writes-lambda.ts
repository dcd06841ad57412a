import type { PolicyStatement } from '../policy.ts';
import { arnsOf, ofEnvironment, type Reach } from './reach.ts';
import { qualified } from './reads.ts';
import { allow } from './statement.ts';

/** What a deployment of components on Lambda creates and puts right. */
export function lambdaWrites(reach: Reach): PolicyStatement[] {
  const arns = (service: string, resource: string, names: readonly string[]) =>
    arnsOf(reach, service, resource, names);
  const tagged = ofEnvironment(reach);
  return [
    allow(
      'Functions',
      'lambda',
      ['AddPermission', 'CreateAlias', 'CreateFunction', 'InvokeFunction', 'PublishVersion', 'PutFunctionConcurrency', 'RemovePermission', 'TagResource', 'UpdateAlias', 'UpdateFunctionCode', 'UpdateFunctionConfiguration'], // prettier-ignore
      arns('lambda', 'function:%', reach.functions.flatMap(qualified)),
    ),
    allow(
      'Mappings',
      'lambda',
      ['CreateEventSourceMapping', 'UpdateEventSourceMapping'],
      '*',
      mappingOf(reach),
    ),
    allow(
      'MappingTags',
      'lambda',
      ['TagResource'],
      arns('lambda', 'event-source-mapping:%', ['*']),
      ofEnvironment(reach, 'aws:RequestTag'),
    ),
    allow(
      'NewApis',
      'apigateway',
      ['POST'],
      arns('apigateway', '/apis', ['']),
      ofEnvironment(reach, 'aws:RequestTag'),
    ),
    allow('Apis', 'apigateway', ['PATCH', 'POST'], arns('apigateway', '/apis/%', ['*']), tagged),
    allow(
      'ApiTags',
      'apigateway',
      ['POST'],
      arns('apigateway', '/tags/%', ['*']),
      ofEnvironment(reach, 'aws:RequestTag'),
    ),
  ];
}

/** Mappings have ids that nobody chose: they are known by their function. */
export function mappingOf(reach: Reach): NonNullable<PolicyStatement['Condition']> {
  return {
    ArnLike: {
      'lambda:FunctionArn': arnsOf(reach, 'lambda', 'function:%', reach.functions.flatMap(qualified)),
    },
  };
}
