import { badRequest } from '../errors.ts';

const METHODS = 'ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT';
const SEGMENT = String.raw`\/(?:[^/{}\s]*|\{[\w.\-:]+\+?\})`;
const ROUTE_KEY = new RegExp(`^(?:\\$default|(?:${METHODS}) (?:${SEGMENT})+)$`);

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @throws `BadRequestException` for anything but `$default` or `METHOD /path`, the greedy variable only at its end.
 */
export function checkRouteKey(key: string): string {
  const greedy = key.indexOf('+}');
  if (!ROUTE_KEY.test(key) || (greedy !== -1 && greedy !== key.length - 2)) {
    throw badRequest(
      `The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"; found '${key}'`,
    );
  }
  return key;
}
