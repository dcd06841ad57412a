import type { PolicyStatement } from '../policy.ts';
import { arnsOf, ofEnvironment, type Reach } from './reach.ts';
import { both, qualified } from './reads.ts';
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
      ['CreateAlias', 'CreateFunction', 'InvokeFunction', 'PublishVersion', 'PutFunctionConcurrency', 'TagResource', 'UpdateAlias', 'UpdateFunctionCode', 'UpdateFunctionConfiguration'], // prettier-ignore
      arns('lambda', 'function:%', reach.functions.flatMap(qualified)),
    ),
    // That is the front's: a mapping invokes with the function's own role.
    allow(
      'Invokers',
      'lambda',
      ['AddPermission', 'RemovePermission'],
      arns('lambda', 'function:%', reach.apiFunctions.flatMap(qualified)),
    ),
    // What a side that takes work says of it.
    allow(
      'FunctionLines',
      'logs',
      ['FilterLogEvents'],
      arns('logs', 'log-group:%', reach.functionLogGroups.flatMap(both)),
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
      'lambda:FunctionArn': arnsOf(reach, 'lambda', 'function:%', reach.workerFunctions.flatMap(qualified)),
    },
  };
}
