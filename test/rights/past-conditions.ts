import * as gateway from '@aws-sdk/client-apigatewayv2';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecs from '@aws-sdk/client-ecs';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as route53 from '@aws-sdk/client-route-53';
import { arnsIn, environmentNames, tagsFor } from '@phaseline/model';
import type { Clients } from '@phaseline/reconciler';
import type { Theirs } from './theirs.ts';

/** Calls that a role could make but for a condition of its policy. */
export type Attempts = Readonly<Record<string, () => Promise<unknown>>>;

const component = 'email-service';
const everybody = '{"Version":"2012-10-17","Statement":[]}';
const place = { account: '000000000000', region: 'us-east-1' };
const arns = arnsIn(place);
const all = arns.managedPolicy('AdministratorAccess');
const rule = (GroupId: string) => ({
  GroupId,
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
});

/** Of whoever makes functions and their front: what is another environment's, and roles without the boundary or for somebody else. */
export function makingFunctions(
  { apiGateway, iam: roles, lambda: functions }: Clients,
  own: string,
  theirs: Theirs,
): Attempts {
  const names = environmentNames(own);
  const foreign = { ...tagsFor('order-system', theirs.environment) };
  return {
    'maps their function': () =>
      functions.send(
        new lambda.CreateEventSourceMappingCommand({
          FunctionName: environmentNames(theirs.environment).function(component),
          EventSourceArn: arns.queue(names.queue(component)),
        }),
      ),
    'changes their mapping': () =>
      functions.send(new lambda.UpdateEventSourceMappingCommand({ UUID: theirs.mapping, Enabled: false })),
    'makes a mapping with their tag': () =>
      functions.send(
        new lambda.CreateEventSourceMappingCommand({
          FunctionName: names.function(component),
          EventSourceArn: arns.queue(names.queue(component)),
          Tags: foreign,
        }),
      ),
    'makes an API with their tag': () =>
      apiGateway.send(new gateway.CreateApiCommand({ Name: 'x', ProtocolType: 'HTTP', Tags: foreign })),
    'changes their API': () =>
      apiGateway.send(new gateway.UpdateApiCommand({ ApiId: theirs.api, Description: 'x' })),
    'adds to their API': () =>
      apiGateway.send(new gateway.CreateRouteCommand({ ApiId: theirs.api, RouteKey: '$default' })),
    'gives an API their tag': () =>
      apiGateway.send(
        new gateway.TagResourceCommand({
          ResourceArn: `arn:aws:apigateway:${place.region}::/apis/${theirs.api}`,
          Tags: foreign,
        }),
      ),
    ...makingRoles(roles, names.functionRole(component)),
  };
}

/** Of whoever makes services and their front, too. */
export function makingServices(
  { apiGateway, ec2: network, ecs: services, iam: roles, lambda: functions, route53: zones }: Clients,
  own: string,
  theirs: Theirs,
): Attempts {
  const names = environmentNames(own);
  const foreign = { ...tagsFor('order-system', theirs.environment) };
  const Tags = Object.entries(foreign).map(([Key, Value]) => ({ Key, Value }));
  return {
    ...Object.fromEntries(
      [names.taskRole(component), names.executionRole].map((role) => [
        `hands ${role} to a function`,
        () =>
          functions.send(
            new lambda.CreateFunctionCommand({
              FunctionName: names.function(component),
              Role: arns.role(role),
              Runtime: 'nodejs24.x',
              Handler: 'index.handler',
              Code: { ZipFile: Buffer.from('') },
            }),
          ),
      ]),
    ),
    "hands a function's role to a task": () =>
      services.send(
        new ecs.RegisterTaskDefinitionCommand({
          family: names.family(component),
          containerDefinitions: [{ name: 'x', image: 'x' }],
          taskRoleArn: arns.role(names.functionRole(component)),
        }),
      ),
    'gives another policy to the role that starts tasks': () =>
      roles.send(new iam.AttachRolePolicyCommand({ RoleName: names.executionRole, PolicyArn: all })),
    ...makingRoles(roles, names.taskRole(component)),
    ...makingRoles(roles, names.executionRole),
    'lists their tasks': () =>
      services.send(new ecs.ListTasksCommand({ cluster: environmentNames(theirs.environment).cluster })),
    'makes a group with their tag': () =>
      network.send(
        new ec2.CreateSecurityGroupCommand({
          GroupName: 'x',
          Description: 'x',
          VpcId: theirs.vpc,
          TagSpecifications: [{ ResourceType: 'security-group', Tags }],
        }),
      ),
    'opens their group': () => network.send(new ec2.AuthorizeSecurityGroupIngressCommand(rule(theirs.group))),
    'closes their group': () => network.send(new ec2.RevokeSecurityGroupIngressCommand(rule(theirs.group))),
    'makes a domain name with their tag': () =>
      apiGateway.send(new gateway.CreateDomainNameCommand({ DomainName: 'x.example.test', Tags: foreign })),
    'changes their domain name': () =>
      apiGateway.send(new gateway.UpdateDomainNameCommand({ DomainName: theirs.domain })),
    'maps their domain name': () =>
      apiGateway.send(
        new gateway.CreateApiMappingCommand({
          DomainName: theirs.domain,
          ApiId: theirs.api,
          Stage: '$default',
        }),
      ),
    'takes a mapping from their domain name': () =>
      apiGateway.send(new gateway.DeleteApiMappingCommand({ DomainName: theirs.domain, ApiMappingId: 'x' })),
    'writes another type of record': () =>
      zones.send(
        new route53.ChangeResourceRecordSetsCommand({
          HostedZoneId: theirs.zone,
          ChangeBatch: {
            Changes: [
              {
                Action: 'UPSERT',
                ResourceRecordSet: {
                  Name: 'example.test',
                  Type: 'MX',
                  TTL: 60,
                  ResourceRecords: [{ Value: '10 mail.example.test' }],
                },
              },
            ],
          },
        }),
      ),
  };
}

/** Of whoever takes placements down. */
export function removing({ apiGateway, ec2: network, lambda: functions }: Clients, theirs: Theirs): Attempts {
  return {
    'removes their mapping': () =>
      functions.send(new lambda.DeleteEventSourceMappingCommand({ UUID: theirs.mapping })),
    'removes their API': () => apiGateway.send(new gateway.DeleteApiCommand({ ApiId: theirs.api })),
    'removes their group': () => network.send(new ec2.DeleteSecurityGroupCommand({ GroupId: theirs.group })),
  };
}

/** What a role of a component that has lost its boundary must not be given. */
export function fillingRole({ iam: roles }: Clients, RoleName: string): Attempts {
  return {
    [`gives ${RoleName} a policy`]: () =>
      roles.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName: 'x', PolicyDocument: everybody })),
  };
}

function makingRoles(roles: Clients['iam'], RoleName: string): Attempts {
  return {
    [`makes ${RoleName} without the boundary`]: () =>
      roles.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: everybody })),
    [`gives ${RoleName} another boundary`]: () =>
      roles.send(new iam.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: all })),
  };
}
