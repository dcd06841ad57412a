import { sampleOrderRequest } from '@phaseline/contracts';
import { describe, expect, it } from 'vitest';
import { place, type Target } from './target.ts';

interface Document {
  readonly openapi: string;
  readonly paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { example?: unknown }> } }>
  >;
  readonly components: { readonly schemas: Record<string, unknown> };
}

/** The API's own description. */
export function docsTests(target: () => Target): void {
  describe('the documentation', () => {
    it('is an OpenAPI 3.1 document in which every reference leads somewhere', async () => {
      const response = await fetch(`${target().baseUrl}/openapi.json`);
      const document = (await response.json()) as Document;
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(document.openapi).toBe('3.1.0');
      expect(Object.keys(document.paths)).toEqual(['/orders', '/orders/{id}', '/health', '/ready']);
      const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
        ([, name]) => name,
      );
      expect(references.length).toBeGreaterThan(0);
      expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(references));
    });

    it('gives an example that is accepted', async () => {
      const document = (await (await fetch(`${target().baseUrl}/openapi.json`)).json()) as Document;
      const example = document.paths['/orders']?.['post']?.requestBody?.content['application/json']?.example;
      expect(example).toEqual(sampleOrderRequest);
      await place(target(), example);
    });

    it('has a page for people that fetches nothing and runs no script', async () => {
      const response = await fetch(`${target().baseUrl}/docs`);
      const page = await response.text();
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-security-policy')).toMatch(
        /default-src 'none'; style-src 'sha256-/,
      );
      expect(page).toContain('/orders/{id}');
      expect(page).not.toMatch(/<script|src=|https?:/);
    });

    it('leads there from the root', async () => {
      const response = await fetch(`${target().baseUrl}/`, { redirect: 'manual' });
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toBe('/docs');
    });
  });
}
