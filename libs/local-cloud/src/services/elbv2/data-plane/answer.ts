import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type {
  FixedResponseActionConfig,
  RedirectActionConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { splitTarget } from './split-target.ts';

/** An answer of the load balancer's own, in the form ALB gives it. */
export function answerError(response: ServerResponse, status: number): void {
  if (response.headersSent) {
    // Half an answer must not look like a whole one.
    response.destroy();
    return;
  }
  const title = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  response.writeHead(status, {
    server: 'awselb/2.0',
    'content-type': 'text/html',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

export function answerFixed(response: ServerResponse, config: FixedResponseActionConfig): number {
  const body = config.MessageBody ?? '';
  const status = Number(config.StatusCode);
  response.writeHead(status, {
    server: 'awselb/2.0',
    'content-type': config.ContentType ?? 'text/plain',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
  return status;
}

export function answerRedirect(
  request: IncomingMessage,
  response: ServerResponse,
  config: RedirectActionConfig,
): number {
  const { path, query: asked } = splitTarget(request.url);
  const [, host = '', hostPort = '80'] = /^(.*?)(?::(\d+))?$/.exec(request.headers.host ?? '') ?? [];
  const parts: Record<string, string> = {
    protocol: 'http',
    host,
    port: hostPort,
    path: path.slice(1),
    query: asked,
  };
  const fill = (template: string): string =>
    template.replace(/#\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
  const protocol = fill(config.Protocol ?? '#{protocol}').toLowerCase();
  const port = fill(config.Port ?? '#{port}');
  const query = fill(config.Query ?? '#{query}');
  const shownPort = port === (protocol === 'https' ? '443' : '80') ? '' : `:${port}`;
  const location = `${protocol}://${fill(config.Host ?? '#{host}')}${shownPort}${fill(config.Path ?? '/#{path}')}${query === '' ? '' : `?${query}`}`;
  const status = config.StatusCode === 'HTTP_301' ? 301 : 302;
  response.writeHead(status, {
    server: 'awselb/2.0',
    location,
    'content-type': 'text/html',
    'content-length': 0,
  });
  response.end();
  return status;
}
