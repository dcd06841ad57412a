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
import { Controller, Get, Header, Inject, Redirect, Res } from '@nestjs/common';
import { CATALOGUE } from '@phaseline/contracts';
import { HTTP_HEADERS } from '../http/tokens.ts';
import { openApiDocument } from './document.ts';
import { docsPage, DOCS_CSP } from './docs-page.ts';
/** `GET /openapi.json` for programs and `GET /docs` for people, both from one document. */
let DocsController = (() => {
  let _classDecorators = [Controller()];
  let _classDescriptor;
  let _classExtraInitializers = [];
  let _classThis;
  let _instanceExtraInitializers = [];
  let _root_decorators;
  let _openApi_decorators;
  let _docs_decorators;
  var DocsController = class {
    static {
      _classThis = this;
    }
    static {
      const _metadata = typeof Symbol === 'function' && Symbol.metadata ? Object.create(null) : void 0;
      _root_decorators = [Get(), Redirect('/docs', 302)];
      _openApi_decorators = [Get('openapi.json')];
      _docs_decorators = [Get('docs'), Header('content-type', 'text/html; charset=utf-8')];
      __esDecorate(
        this,
        null,
        _root_decorators,
        {
          kind: 'method',
          name: 'root',
          static: false,
          private: false,
          access: { has: (obj) => 'root' in obj, get: (obj) => obj.root },
          metadata: _metadata,
        },
        null,
        _instanceExtraInitializers,
      );
      __esDecorate(
        this,
        null,
        _openApi_decorators,
        {
          kind: 'method',
          name: 'openApi',
          static: false,
          private: false,
          access: { has: (obj) => 'openApi' in obj, get: (obj) => obj.openApi },
          metadata: _metadata,
        },
        null,
        _instanceExtraInitializers,
      );
      __esDecorate(
        this,
        null,
        _docs_decorators,
        {
          kind: 'method',
          name: 'docs',
          static: false,
          private: false,
          access: { has: (obj) => 'docs' in obj, get: (obj) => obj.docs },
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
      DocsController = _classThis = _classDescriptor.value;
      if (_metadata)
        Object.defineProperty(_classThis, Symbol.metadata, {
          enumerable: true,
          configurable: true,
          writable: true,
          value: _metadata,
        });
      __runInitializers(_classThis, _classExtraInitializers);
    }
    #setHeader = __runInitializers(this, _instanceExtraInitializers);
    // Made on first use: most tasks are never asked.
    #document;
    #page;
    constructor(setHeader) {
      this.#setHeader = setHeader;
    }
    root() {}
    openApi() {
      return (this.#document ??= openApiDocument());
    }
    docs(response) {
      this.#setHeader(response, 'content-security-policy', DOCS_CSP);
      return (this.#page ??= docsPage(this.openApi(), CATALOGUE));
    }
  };
  return (DocsController = _classThis);
})();
export { DocsController };
