import type { Place } from './permissions.ts';

type Input = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/**
 * API Gateway's resources are the paths of its own API.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
 */
export function gatewayResource(input: Input, { region }: Place, operation: string): string {
  const base = `arn:aws:apigateway:${region}::`;
  const tagged = text(input.ResourceArn);
  if (tagged !== undefined) return `${base}/tags/${encodeURIComponent(tagged)}`;
  const domain = text(input.DomainName);
  // What is made has no name of its own yet.
  if (operation === 'CreateDomainName' || operation === 'GetDomainNames') return `${base}/domainnames`;
  if (domain !== undefined) {
    if (!/ApiMappings?$/.test(operation)) return `${base}/domainnames/${domain}`;
    const mapping = text(input.ApiMappingId);
    return `${base}/domainnames/${domain}/apimappings${mapping === undefined ? '' : `/${mapping}`}`;
  }
  const api = text(input.ApiId);
  if (api === undefined) return `${base}/apis`;
  const [, part] = /(Integration|Route|Stage|Deployment)s?$/.exec(operation) ?? [];
  if (part === undefined) return `${base}/apis/${api}`;
  const id =
    operation === 'CreateStage' ? undefined : text(input[part === 'Stage' ? 'StageName' : `${part}Id`]);
  return `${base}/apis/${api}/${part.toLowerCase()}s${id === undefined ? '' : `/${id}`}`;
}
