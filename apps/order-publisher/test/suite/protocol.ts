import { describe, expect, it } from 'vitest';
import { readProblem, ITEM, post, someCustomer, type Target } from './target.ts';

/** HTTP itself: types, sizes, methods, headers, health. */
export function protocolTests(target: () => Target): void {
  const order = () => ({ customer: someCustomer(), items: [ITEM] });

  describe('the protocol', () => {
    it('refuses a body over 64 KB with 413', async () => {
      const body = JSON.stringify({ ...order(), padding: 'x'.repeat(64 * 1024) });
      expect(await readProblem(await post(target(), body))).toMatchObject({ status: 413 });
    });

    it('takes a body just under 64 KB for what it is', async () => {
      const body = JSON.stringify({ ...order(), padding: 'x'.repeat(63 * 1024) });
      expect(await readProblem(await post(target(), body))).toMatchObject({ status: 422 });
    });

    it.each([
      ['text/plain'],
      ['application/x-www-form-urlencoded'],
      ['application/json; charset=utf-16'],
      ['multipart/form-data; boundary=x'],
      ['application/xml'],
      ['nonsense'],
    ])('refuses Content-Type %s with 415', async (type) => {
      expect(await readProblem(await post(target(), order(), { 'content-type': type }))).toMatchObject({
        status: 415,
      });
    });

    it('refuses a compressed body with 415', async () => {
      expect(await readProblem(await post(target(), order(), { 'content-encoding': 'gzip' }))).toMatchObject({
        status: 415,
      });
    });

    it('refuses a POST without any body with 415', async () => {
      expect(await readProblem(await fetch(`${target().baseUrl}/orders`, { method: 'POST' }))).toMatchObject({
        status: 415,
      });
    });

    it('takes JSON with a charset of UTF-8', async () => {
      const response = await post(target(), order(), { 'content-type': 'application/json; charset=UTF-8' });
      expect(response.status).toBe(202);
    });

    it.each(['/nothing', '/orders/a/b', '/order', '/.env'])('answers 404 for %s', async (path) => {
      expect(await readProblem(await fetch(target().baseUrl + path))).toMatchObject({
        status: 404,
        type: '/docs#not-found',
      });
    });

    it.each([
      ['PUT', '/orders', 'POST'],
      ['GET', '/orders', 'POST'],
      ['DELETE', '/orders/019ab1c2-0000-7000-8000-000000000002', 'GET, HEAD'],
      ['POST', '/health', 'GET, HEAD'],
      ['OPTIONS', '/docs', 'GET, HEAD'],
    ])('answers 405 for %s %s', async (method, path, allow) => {
      const response = await fetch(target().baseUrl + path, { method });
      expect(await readProblem(response)).toMatchObject({ status: 405 });
      expect(response.headers.get('allow')).toBe(allow);
    });

    it('carries secure headers and a request id, also on errors', async () => {
      for (const path of ['/health', '/nothing']) {
        const response = await fetch(target().baseUrl + path, { headers: { 'x-request-id': 'mine-1' } });
        expect(Object.fromEntries(response.headers)).toMatchObject({
          'x-request-id': 'mine-1',
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-store',
          'content-security-policy': expect.stringContaining("default-src 'none'"),
        });
      }
      const hostile = await fetch(`${target().baseUrl}/health`, { headers: { 'x-request-id': 'a b"c' } });
      expect(hostile.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('is alive and ready', async () => {
      expect(await (await fetch(`${target().baseUrl}/health`)).json()).toEqual({ status: 'ok' });
      const ready = await fetch(`${target().baseUrl}/ready`);
      expect(await ready.json()).toEqual({ status: 'ready', checks: { table: 'ok', topic: 'ok' } });
      expect(ready.status).toBe(200);
    });
  });
}
