import {
  jsonSchemaOf,
  orderAcceptedSchema,
  orderRequestSchema,
  orderStatusSchema,
  problemSchema,
  sampleOrderRequest,
} from '@phaseline/contracts';
import { jsonResponse, problemResponses } from './responses.ts';
const ORDER_ID = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The orderId that POST /orders answered.',
  schema: { type: 'string', format: 'uuid' },
};
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes a retry safe: for 24 hours the same key with the same body answers the same order. The same key with another body is a conflict.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
};
/** The OpenAPI 3.1 document, made from the very schemas that requests are checked against. */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Phaseline orders',
      version: '1.0.0',
      summary: 'Places orders and tells what became of them.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [{ name: 'orders' }, { name: 'operations' }],
    paths: {
      '/orders': {
        post: {
          operationId: 'placeOrder',
          tags: ['orders'],
          summary: 'Place an order',
          description:
            'Answers 202 once the order event is published for good. Email, stock and analytics follow on their own; see links.self.',
          parameters: [IDEMPOTENCY_KEY],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/OrderRequest' },
                example: sampleOrderRequest,
              },
            },
          },
          responses: {
            202: jsonResponse('Accepted.', 'OrderAccepted', {
              Location: { description: 'The order.', schema: { type: 'string' } },
            }),
            ...problemResponses(
              'malformed-json',
              'too-deep',
              'invalid-idempotency-key',
              'idempotency-conflict',
              'payload-too-large',
              'unsupported-media-type',
              'invalid-order',
              'unavailable',
            ),
          },
        },
      },
      '/orders/{id}': {
        get: {
          operationId: 'getOrder',
          tags: ['orders'],
          summary: 'See what became of an order',
          parameters: [ORDER_ID],
          responses: {
            200: jsonResponse('The order and what each worker has done with it.', 'OrderStatus'),
            ...problemResponses('order-not-found', 'unavailable'),
          },
        },
      },
      '/health': {
        get: {
          operationId: 'health',
          tags: ['operations'],
          summary: 'Is this process alive',
          responses: { 200: jsonResponse('Alive.', 'Health') },
        },
      },
      '/ready': {
        get: {
          operationId: 'ready',
          tags: ['operations'],
          summary: 'Can it take orders',
          responses: {
            200: jsonResponse('It reaches everything it needs.', 'Readiness'),
            503: jsonResponse('It does not.', 'Readiness'),
          },
        },
      },
    },
    components: { schemas: componentSchemas() },
  };
}
function componentSchemas() {
  return {
    OrderRequest: jsonSchemaOf(orderRequestSchema, 'input'),
    OrderAccepted: jsonSchemaOf(orderAcceptedSchema),
    OrderStatus: jsonSchemaOf(orderStatusSchema),
    Problem: jsonSchemaOf(problemSchema),
    Health: { type: 'object', properties: { status: { const: 'ok' } }, required: ['status'] },
    Readiness: {
      type: 'object',
      properties: {
        status: { enum: ['ready', 'not ready'] },
        checks: { type: 'object', additionalProperties: { enum: ['ok', 'unreachable'] } },
      },
      required: ['status', 'checks'],
    },
  };
}
