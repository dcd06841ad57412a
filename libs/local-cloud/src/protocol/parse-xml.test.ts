import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseXml } from './parse-xml.ts';
import { element, escapeXml } from './write-xml.ts';

it('reads back what was written, whatever the text', () => {
  // XML knows no control characters, and those that stand alone of a pair are no characters.
  const text = fc
    .string({ unit: 'grapheme' })
    .filter((value) => escapeXml(value) !== '' && value.isWellFormed());
  fc.assert(
    fc.property(text, text, (a, b) => {
      const written = (value: string) => element('item', escapeXml(value));
      const root = parseXml(
        `<?xml version="1.0"?>\n<!-- x --><ns:root xmlns="u">${written(a)}<e/>${written(b)}</ns:root>`,
      );
      expect(root.name).toBe('root');
      expect(root.children.map(({ name }) => name)).toEqual(['item', 'e', 'item']);
      expect(root.children.filter(({ name }) => name === 'item').map((one) => escapeXml(one.text))).toEqual([
        escapeXml(a),
        escapeXml(b),
      ]);
    }),
  );
});

it('reads CDATA and numbered characters', () => {
  expect(parseXml('<a><![CDATA[<b>&]]>&#x41;&#66;&lt;&unknown;</a>').text).toBe('<b>&AB<&unknown;');
});

it.each(['', 'text', '<a>', '<a></b>', '</a>', '<a/><b/>', '<a', '<a>&lt;</a><', '{"a":1}'])(
  'refuses %s',
  (source) => {
    expect(() => parseXml(source)).toThrow(expect.objectContaining({ code: 'MalformedInput' }));
  },
);
