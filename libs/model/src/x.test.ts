import { expect, test } from 'vitest';
test('a', () => { expect(process.version).toMatch(/^v24/); });
