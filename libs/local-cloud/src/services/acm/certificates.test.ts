import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request } from 'node:https';
import { connect as connectTls } from 'node:tls';
import {
  ACMClient,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import { ApiGatewayV2Client, CreateDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { EC2Client, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DescribeListenersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../cloud.ts';
import { takeInventory } from '../../inventory/index.ts';

/** A certificate from its request to TLS that clients trust, by the SDK. */
const name = 'shop.example.com';
let cloud: LocalCloud;
let zone: string | undefined;
let certificateArn: string | undefined;
let options: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
};

beforeAll(async () => {
  cloud = await startLocalCloud();
  options = {
    endpoint: cloud.url,
    region: cloud.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const made = await new Route53Client(options).send(
    new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'test' }),
  );
  zone = made.HostedZone?.Id;
});
afterAll(async () => {
  await cloud.stop();
});

async function record(ResourceRecordSet: ResourceRecordSet): Promise<void> {
  await new Route53Client(options).send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zone,
      ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet }] },
    }),
  );
}
const describe = async () =>
  (await new ACMClient(options).send(new DescribeCertificateCommand({ CertificateArn: certificateArn })))
    .Certificate;

it('issues a certificate once DNS answers for its names', async () => {
  const acm = new ACMClient(options);
  const asked = new RequestCertificateCommand({
    DomainName: name,
    SubjectAlternativeNames: ['*.example.com'],
    ValidationMethod: 'DNS',
  });
  certificateArn = (await acm.send(asked)).CertificateArn;
  const pending = await describe();
  expect(pending?.Status).toBe('PENDING_VALIDATION');
  await expect(
    new ApiGatewayV2Client(options).send(
      new CreateDomainNameCommand({
        DomainName: name,
        DomainNameConfigurations: [{ CertificateArn: certificateArn }],
      }),
    ),
  ).rejects.toThrow(/not issued/);
  for (const { ResourceRecord: proof } of pending?.DomainValidationOptions ?? []) {
    await record({ Name: proof?.Name, Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: proof?.Value }] });
  }
  await expect.poll(async () => (await describe())?.Status, { timeout: 30_000 }).toBe('ISSUED');
  expect((await describe())?.SubjectAlternativeNames).toEqual([name, '*.example.com']);
});

it('speaks TLS with it, redirects what comes without, and follows the name to where it leads', async () => {
  const elb = new ElasticLoadBalancingV2Client(options);
  const { Subnets = [] } = await new EC2Client(options).send(new DescribeSubnetsCommand({}));
  const { LoadBalancers = [] } = await elb.send(
    new CreateLoadBalancerCommand({ Name: 'shop', Subnets: Subnets.map(({ SubnetId }) => SubnetId ?? '') }),
  );
  const { LoadBalancerArn, DNSName = '', CanonicalHostedZoneId } = LoadBalancers[0] ?? {};
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [{ CertificateArn: certificateArn }],
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '204' } }],
    }),
  );
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [
        {
          Type: 'redirect',
          RedirectConfig: { Protocol: 'HTTPS', Port: '443', Host: name, StatusCode: 'HTTP_301' },
        },
      ],
    }),
  );
  const { Listeners = [] } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn }));
  expect(Listeners.map(({ Protocol, Port }) => `${Protocol} ${Port}`).toSorted()).toEqual([
    'HTTP 80',
    'HTTPS 443',
  ]);
  const plain = await fetch(`http://${DNSName}/orders?a=b`, { redirect: 'manual' });
  expect([plain.status, plain.headers.get('location')]).toEqual([301, `https://${name}/orders?a=b`]);

  await record({
    Name: name,
    Type: 'A',
    AliasTarget: { DNSName, HostedZoneId: CanonicalHostedZoneId, EvaluateTargetHealth: false },
  });
  const found = async () =>
    (await (await fetch(`${cloud.url}/_cloud/fronts`)).json()) as {
      url: string;
      certificateAuthority: string;
      names: unknown[];
    };
  await expect.poll(async () => (await found()).names.length, { timeout: 30_000 }).toBeGreaterThan(0);
  const front = await found();
  const ca = await readFile(front.certificateAuthority, 'utf8');
  expect(await askThrough(front.url, `${name}:443`, ca)).toBe(204);
  expect(await askThrough(front.url, 'other.example.org:443', ca)).toBe('502');
});

it('keeps a certificate that is in use', async () => {
  const deleted = new ACMClient(options).send(
    new DeleteCertificateCommand({ CertificateArn: certificateArn }),
  );
  await expect(deleted).rejects.toThrow(/in use by arn:aws:elasticloadbalancing/);
});

it('lists a domain name that has it', async () => {
  await new ApiGatewayV2Client(options).send(
    new CreateDomainNameCommand({
      DomainName: name,
      DomainNameConfigurations: [{ CertificateArn: certificateArn }],
    }),
  );
  expect(await takeInventory(cloud)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'domain-name', name }),
      expect.objectContaining({ kind: 'certificate', name }),
    ]),
  );
});

/** What a client that has the front as its proxy is answered; the proxy's own status where it refuses. */
async function askThrough(front: string, path: string, ca: string): Promise<number | string | undefined> {
  const { hostname, port } = new URL(front);
  return await new Promise((resolve, reject) => {
    const asked = httpRequest({ host: hostname, port, method: 'CONNECT', path });
    asked.on('connect', ({ statusCode }, socket) => {
      if (statusCode !== 200) return resolve(String(statusCode));
      const servername = path.replace(/:.*$/, '');
      const createConnection = () => connectTls({ socket, servername, ca });
      const sent = request({ host: servername, path: '/', createConnection }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      });
      sent.on('error', reject).end();
    });
    asked.on('error', reject).end();
  });
}
