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
var __runInitializers =
  (this && this.__runInitializers) ||
  function (thisArg, initializers, value) {
    var useValue = arguments.length > 2;
    for (var i = 0; i < initializers.length; i++) {
      value = useValue ? initializers[i].call(thisArg, value) : initializers[i].call(thisArg);
    }
    return useValue ? value : void 0;
  };
import { Catch, HttpException } from '@nestjs/common';
import { ProblemException } from './problem-exception.ts';
import { kindOfStatus } from './problem-kinds.ts';
import { contextOf } from './request-context.ts';
import { allowedMethods } from './routes.ts';
/** Turns whatever was thrown, by us, Nest or the HTTP server, into one problem+json answer. */
let ProblemFilter = (() => {
  let _classDecorators = [Catch()];
  let _classDescriptor;
  let _classExtraInitializers = [];
  let _classThis;
  var ProblemFilter = class {
    static {
      _classThis = this;
    }
    static {
      const _metadata = typeof Symbol === 'function' && Symbol.metadata ? Object.create(null) : void 0;
      __esDecorate(
        null,
        (_classDescriptor = { value: _classThis }),
        _classDecorators,
        { kind: 'class', name: _classThis.name, metadata: _metadata },
        null,
        _classExtraInitializers,
      );
      ProblemFilter = _classThis = _classDescriptor.value;
      if (_metadata)
        Object.defineProperty(_classThis, Symbol.metadata, {
          enumerable: true,
          configurable: true,
          writable: true,
          value: _metadata,
        });
      __runInitializers(_classThis, _classExtraInitializers);
    }
    #http;
    #logger;
    constructor(http, logger) {
      this.#http = http;
      this.#logger = logger;
    }
    catch(thrown, host) {
      const http = this.#http();
      const request = host.switchToHttp().getRequest();
      const response = host.switchToHttp().getResponse();
      const context = contextOf(request);
      const url = String(http.getRequestUrl(request));
      const { problem, headers } = asProblem(thrown, url, String(http.getRequestMethod(request)));
      if (problem.status >= 500) {
        const { requestId, traceId } = context;
        this.#logger.error({ requestId, traceId, err: rootOf(thrown), type: problem.type }, problem.title);
      }
      if (http.isHeadersSent(response)) return;
      for (const [name, value] of Object.entries(headers)) http.setHeader(response, name, value);
      http.setHeader(response, 'content-type', 'application/problem+json; charset=utf-8');
      const instance = url.split('?', 1)[0] ?? '';
      http.reply(
        response,
        JSON.stringify({ ...problem, instance, requestId: context.requestId }),
        problem.status,
      );
    }
  };
  return (ProblemFilter = _classThis);
})();
export { ProblemFilter };
function asProblem(thrown, url, method) {
  if (thrown instanceof ProblemException) return thrown;
  if (!(thrown instanceof HttpException)) return new ProblemException('internal-error', { cause: thrown });
  // Our own problem, thrown inside the server's body parser, comes back wrapped.
  if (thrown.cause instanceof ProblemException) return thrown.cause;
  const status = thrown.getStatus();
  const allow = status === 404 ? allowedMethods(url) : undefined;
  if (allow !== undefined) {
    return new ProblemException('method-not-allowed', {
      detail: `${method} is not allowed here: use ${allow}.`,
      headers: { allow },
    });
  }
  return new ProblemException(kindOfStatus(status), { cause: thrown });
}
/** What really went wrong: the problem's cause, where it has one. */
function rootOf(thrown) {
  return thrown instanceof ProblemException ? (thrown.cause ?? thrown) : thrown;
}
