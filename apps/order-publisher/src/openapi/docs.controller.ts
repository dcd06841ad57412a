import { Controller, Get, Header, Inject, Redirect, Res } from '@nestjs/common';
import { CATALOGUE } from '@phaseline/contracts';
import { HTTP_HEADERS, type SetHeader } from '../http/tokens.ts';
import type { OpenApiDocument } from './document-types.ts';
import { openApiDocument } from './document.ts';
import { docsPage, DOCS_CSP } from './docs-page.ts';

/** `GET /openapi.json` for programs and `GET /docs` for people, both from one document. */
@Controller()
export class DocsController {
  readonly #setHeader: SetHeader;
  // Made on first use: most tasks are never asked.
  #document: OpenApiDocument | undefined;
  #page: string | undefined;

  constructor(@Inject(HTTP_HEADERS) setHeader: SetHeader) {
    this.#setHeader = setHeader;
  }

  @Get()
  @Redirect('/docs', 302)
  root(): void {}

  @Get('openapi.json')
  openApi(): OpenApiDocument {
    return (this.#document ??= openApiDocument());
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  docs(@Res({ passthrough: true }) response: unknown): string {
    this.#setHeader(response, 'content-security-policy', DOCS_CSP);
    return (this.#page ??= docsPage(this.openApi(), CATALOGUE));
  }
}
