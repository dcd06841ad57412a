import { expect, test } from 'vitest';
import { resolveEndpoint } from './endpoint.ts';

test('takes the most specific endpoint', () => {
  const general = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/' };
  const specific = { ...general, AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9324/prefix/' };
  expect(resolveEndpoint('sqs', 'eu-west-1', undefined, {}).origin).toBe(
    'https://sqs.eu-west-1.amazonaws.com',
  );
  expect(resolveEndpoint('ses', 'eu-west-1', undefined, {}).origin).toBe(
    'https://email.eu-west-1.amazonaws.com',
  );
  expect(resolveEndpoint('sns', 'cn-north-1', undefined, {}).origin).toBe(
    'https://sns.cn-north-1.amazonaws.com.cn',
  );
  expect(resolveEndpoint('sns', 'eu-west-1', undefined, specific).origin).toBe('http://127.0.0.1:4566');
  expect(resolveEndpoint('sqs', 'eu-west-1', undefined, specific)).toEqual({
    origin: 'http://127.0.0.1:9324',
    host: '127.0.0.1:9324',
    prefix: '/prefix',
  });
  expect(resolveEndpoint('sqs', 'eu-west-1', 'http://given', specific).origin).toBe('http://given');
  const ignoring = { ...specific, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
  expect(resolveEndpoint('sqs', 'eu-west-1', undefined, ignoring).origin).toBe(
    'https://sqs.eu-west-1.amazonaws.com',
  );
});

test.each(['127.0.0.1:4566', 'ftp://x', 'nonsense'])('names the variable that holds %j', (value) => {
  expect(() => resolveEndpoint('sqs', 'eu-west-1', undefined, { AWS_ENDPOINT_URL: value })).toThrow(
    `AWS_ENDPOINT_URL=${value}`,
  );
});
