import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRouteKey } from './route-key.ts';
import { selectRoute } from './select-route.ts';

const routesOf = (...keys: string[]) => keys.map((RouteKey) => ({ RouteKey }));

describe('the route for a request', () => {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
  const documented = routesOf(
    '$default',
    'ANY /{proxy+}',
    'GET /pets/{proxy+}',
    'GET /pets/dog/{id}',
    'GET /pets/dog/1',
    'ANY /pets/dog/{id}',
  );

  it.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['PUT', '/pets/dog/2', 'ANY /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
    ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
    ['GET', '/pets/dog/', 'GET /pets/{proxy+}', { proxy: 'dog/' }],
    ['GET', '/', '$default', {}],
  ])('%s %s is %s', (method, path, key, pathParameters) => {
    expect(selectRoute(documented, method, path)).toEqual({ route: { RouteKey: key }, pathParameters });
  });

  it('does not depend on the order in which routes were made', () => {
    const request = fc.tuple(
      fc.constantFrom('GET', 'POST'),
      fc.array(fc.constantFrom('pets', 'dog', '1', ''), { maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(documented, { minLength: 6 }), request, (shuffled, [method, path]) => {
        const asked = `/${path.join('/')}`;
        expect(selectRoute(shuffled, method, asked)).toEqual(selectRoute(documented, method, asked));
      }),
    );
  });

  it('is none where nothing fits', () => {
    expect(selectRoute(routesOf('POST /orders'), 'GET', '/orders')).toBeUndefined();
    expect(selectRoute(routesOf('POST /orders'), 'POST', '/orders/')).toBeUndefined();
    expect(selectRoute(routesOf('GET /{id}'), 'GET', '/%E0%A4%A')).toEqual({
      route: { RouteKey: 'GET /{id}' },
      pathParameters: { id: '%E0%A4%A' },
    });
  });
});

it.each(['', 'orders', 'get /orders', 'GET orders', 'GET /a b', 'GET /{a+}/b', 'GET /{}', 'GET', 'TRACE /'])(
  'the route key "%s" is refused',
  (key) => {
    expect(() => checkRouteKey(key)).toThrow('not formatted properly');
  },
);
