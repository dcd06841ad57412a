import type { RequestContext } from '../../service.ts';

/** SDKs send to the host of the queue URL: it has to be the one that this caller reached us by. */
export function queueUrl(context: RequestContext, name: string): string {
  return `${context.origin}/${context.account}/${name}`;
}
