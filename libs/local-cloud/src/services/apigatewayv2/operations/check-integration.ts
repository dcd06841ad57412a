import type { Integration } from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../errors.ts';
import { functionArnOf } from '../integration/function-arn.ts';

const METHODS = new Set(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/** @throws `BadRequestException` for what an HTTP API of this cloud cannot do. */
export function checkIntegration(integration: Integration): void {
  const { IntegrationType, IntegrationUri, IntegrationMethod, PayloadFormatVersion } = integration;
  const { TimeoutInMillis, ConnectionType = 'INTERNET', IntegrationSubtype } = integration;
  if (IntegrationType !== 'AWS_PROXY' && IntegrationType !== 'HTTP_PROXY') {
    throw badRequest(`Integration type ${IntegrationType} is not supported for HTTP APIs here`);
  }
  if (IntegrationSubtype !== undefined) {
    throw badRequest(`Integration subtype ${IntegrationSubtype} is not built in this local cloud`);
  }
  if (ConnectionType !== 'INTERNET')
    throw badRequest('VPC links are not built in this local cloud; use an INTERNET connection');
  for (const name of ['RequestParameters', 'ResponseParameters', 'TlsConfig', 'CredentialsArn'] as const) {
    if (integration[name] !== undefined) throw badRequest(`${name} is not built in this local cloud`);
  }
  if (!(TimeoutInMillis! >= 50 && TimeoutInMillis! <= 30_000)) {
    throw badRequest(`Timeout should be between 50 ms and 30000 ms; found ${TimeoutInMillis}`);
  }
  if (IntegrationType === 'AWS_PROXY') {
    if (functionArnOf(IntegrationUri) === undefined) {
      throw badRequest(`Invalid integration URI specified: '${IntegrationUri}' is no ARN of a function`);
    }
    if (PayloadFormatVersion !== '1.0' && PayloadFormatVersion !== '2.0') {
      throw badRequest(`PayloadFormatVersion must be 1.0 or 2.0; found ${PayloadFormatVersion}`);
    }
    return;
  }
  if (!URL.canParse(IntegrationUri ?? '') || !/^https?:\/\//.test(IntegrationUri ?? '')) {
    throw badRequest(`Invalid HTTP endpoint specified for URI: '${IntegrationUri}'`);
  }
  if (!METHODS.has(IntegrationMethod ?? '')) {
    throw badRequest(`HttpMethod must be one of ${[...METHODS].join(', ')}; found ${IntegrationMethod}`);
  }
}
