var __runInitializers =
  (this && this.__runInitializers) ||
  function (thisArg, initializers, value) {
    var useValue = arguments.length > 2;
    for (var i = 0; i < initializers.length; i++) {
      value = useValue ? initializers[i].call(thisArg, value) : initializers[i].call(thisArg);
    }
    return useValue ? value : void 0;
  };
var __esDecorate =
  (this && this.__esDecorate) ||
  function (ctor, descriptorIn, decorators, contextIn, initializers, extraInitializers) {
    function accept(f) {
      if (f !== void 0 && typeof f !== 'function') throw new TypeError('Function expected');
      return f;
    }
    var kind = contextIn.kind,
      key = kind === 'getter' ? 'get' : kind === 'setter' ? 'set' : 'value';
    var target = !descriptorIn && ctor ? (contextIn['static'] ? ctor : ctor.prototype) : null;
    var descriptor = descriptorIn || (target ? Object.getOwnPropertyDescriptor(target, contextIn.name) : {});
    var _,
      done = false;
    for (var i = decorators.length - 1; i >= 0; i--) {
      var context = {};
      for (var p in contextIn) context[p] = p === 'access' ? {} : contextIn[p];
      for (var p in contextIn.access) context.access[p] = contextIn.access[p];
      context.addInitializer = function (f) {
        if (done) throw new TypeError('Cannot add initializers after decoration has completed');
        extraInitializers.push(accept(f || null));
      };
      var result = (0, decorators[i])(
        kind === 'accessor' ? { get: descriptor.get, set: descriptor.set } : descriptor[key],
        context,
      );
      if (kind === 'accessor') {
        if (result === void 0) continue;
        if (result === null || typeof result !== 'object') throw new TypeError('Object expected');
        if ((_ = accept(result.get))) descriptor.get = _;
        if ((_ = accept(result.set))) descriptor.set = _;
        if ((_ = accept(result.init))) initializers.unshift(_);
      } else if ((_ = accept(result))) {
        if (kind === 'field') initializers.unshift(_);
        else descriptor[key] = _;
      }
    }
    if (target) Object.defineProperty(target, contextIn.name, descriptor);
    done = true;
  };
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { orderRequestPipe } from '../http/order-request.pipe.ts';
import { contextOf } from '../http/request-context.ts';
import { HTTP_HEADERS } from '../http/tokens.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { OrderService } from './order.service.ts';
/** `POST /orders` and `GET /orders/:id`. */
let OrdersController = (() => {
  let _classDecorators = [Controller('orders')];
  let _classDescriptor;
  let _classExtraInitializers = [];
  let _classThis;
  let _instanceExtraInitializers = [];
  let _place_decorators;
  let _status_decorators;
  var OrdersController = class {
    static {
      _classThis = this;
    }
    static {
      const _metadata = typeof Symbol === 'function' && Symbol.metadata ? Object.create(null) : void 0;
      _place_decorators = [Post(), HttpCode(202)];
      _status_decorators = [Get(':id')];
      __esDecorate(
        this,
        null,
        _place_decorators,
        {
          kind: 'method',
          name: 'place',
          static: false,
          private: false,
          access: { has: (obj) => 'place' in obj, get: (obj) => obj.place },
          metadata: _metadata,
        },
        null,
        _instanceExtraInitializers,
      );
      __esDecorate(
        this,
        null,
        _status_decorators,
        {
          kind: 'method',
          name: 'status',
          static: false,
          private: false,
          access: { has: (obj) => 'status' in obj, get: (obj) => obj.status },
          metadata: _metadata,
        },
        null,
        _instanceExtraInitializers,
      );
      __esDecorate(
        null,
        (_classDescriptor = { value: _classThis }),
        _classDecorators,
        { kind: 'class', name: _classThis.name, metadata: _metadata },
        null,
        _classExtraInitializers,
      );
      OrdersController = _classThis = _classDescriptor.value;
      if (_metadata)
        Object.defineProperty(_classThis, Symbol.metadata, {
          enumerable: true,
          configurable: true,
          writable: true,
          value: _metadata,
        });
      __runInitializers(_classThis, _classExtraInitializers);
    }
    #orders = __runInitializers(this, _instanceExtraInitializers);
    #setHeader;
    constructor(orders, setHeader) {
      this.#orders = orders;
      this.#setHeader = setHeader;
    }
    async place(order, header, request, response) {
      const key = readIdempotencyKey(header, order);
      const accepted = await this.#orders.place(order, key, contextOf(request));
      this.#setHeader(response, 'location', accepted.links.self);
      return accepted;
    }
    async status(id) {
      return this.#orders.status(id);
    }
  };
  return (OrdersController = _classThis);
})();
export { OrdersController };
