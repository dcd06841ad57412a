import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { OrderAccepted, OrderRequest, OrderStatus } from '@phaseline/contracts';
import { orderRequestPipe } from '../http/order-request.pipe.ts';
import { contextOf } from '../http/request-context.ts';
import { HTTP_HEADERS, type SetHeader } from '../http/tokens.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { OrderService } from './order.service.ts';

interface IncomingRequest {
  readonly headers: Record<string, string | string[] | undefined>;
}

/** `POST /orders` and `GET /orders/:id`. */
@Controller('orders')
export class OrdersController {
  readonly #orders: OrderService;
  readonly #setHeader: SetHeader;

  constructor(@Inject(OrderService) orders: OrderService, @Inject(HTTP_HEADERS) setHeader: SetHeader) {
    this.#orders = orders;
    this.#setHeader = setHeader;
  }

  @Post()
  @HttpCode(202)
  async place(
    @Body(orderRequestPipe) order: OrderRequest,
    @Headers('idempotency-key') header: string | undefined,
    @Req() request: IncomingRequest,
    @Res({ passthrough: true }) response: unknown,
  ): Promise<OrderAccepted> {
    const key = readIdempotencyKey(header, order);
    const accepted = await this.#orders.place(order, key, contextOf(request));
    this.#setHeader(response, 'location', accepted.links.self);
    return accepted;
  }

  @Get(':id')
  async status(@Param('id') id: string): Promise<OrderStatus> {
    return this.#orders.status(id);
  }
}
