import { expect, test } from 'vitest';
import { parseXml } from './xml.ts';

test('reads elements, entities, CDATA, comments and namespaces', () => {
  const root = parseXml(
    `<?xml version="1.0"?>\n<ns:A xmlns:ns="http://x/?a>b" b='1'><!-- <B>no</B> --><B>a &lt;&amp;&gt; &quot;&apos; &#233;&#x1F600;</B>` +
      '<C/><C>second</C><D><![CDATA[<raw> & ]]>tail</D></ns:A>',
  );
  expect(root.name).toBe('A');
  expect(root.textOf('B')).toBe(`a <&> "' é😀`);
  expect(root.children.map(({ name, text }) => [name, text])).toEqual([
    ['B', `a <&> "' é😀`],
    ['C', ''],
    ['C', 'second'],
    ['D', '<raw> & tail'],
  ]);
  expect(root.child('nothing')).toBeUndefined();
});

test('decodes an entity once only', () => {
  expect(parseXml('<a>&amp;lt;</a>').text).toBe('&lt;');
});

test.each(['', 'text', '<a>', '<a></b>', '</a>', '<a', '<a><b></a></b>', 'Bad gateway <html'])(
  'refuses %j',
  (source) => {
    expect(() => parseXml(source)).toThrow(/Not well-formed XML at character/);
  },
);
