/** One element of a parsed document. Attributes are not kept: no AWS answer of ours uses them. */
export interface XmlElement {
  readonly name: string;
  /** Its own character data, entities resolved. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** The first child of that name. */
  child(name: string): XmlElement | undefined;
  /** The text of the first child of that name. */
  textOf(name: string): string | undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
// In this order: comment, CDATA, declaration or processing instruction, tag, character data.
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<[?!][^>]*>|<(\/?)([\w:.-]+)(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(\/?)>|[^<]+/y;

/**
 * Parses the XML that AWS answers with: elements, text, entities, CDATA, comments. Prefixes are dropped from names.
 * Throws on anything that is not well-formed.
 */
export function parseXml(source: string): XmlElement {
  const root = element('');
  const open = [root];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < source.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source);
    if (token === null) throw malformed(source, at);
    const [whole, cdata, closing, name, empty] = token;
    const current = open.at(-1) as MutableElement;
    if (cdata !== undefined) current.text += cdata;
    else if (name !== undefined) {
      const local = name.slice(name.indexOf(':') + 1);
      if (closing === '/') {
        if (open.length === 1 || current.name !== local) throw malformed(source, at);
        open.pop();
      } else {
        const child = element(local);
        current.children.push(child);
        if (empty !== '/') open.push(child);
      }
    } else if (!whole.startsWith('<')) current.text += decode(whole);
  }
  const [top] = root.children;
  if (open.length > 1 || top === undefined) throw malformed(source, source.length);
  return top;
}

interface MutableElement extends XmlElement {
  text: string;
  readonly children: MutableElement[];
}

function element(name: string): MutableElement {
  const children: MutableElement[] = [];
  const child = (wanted: string): MutableElement | undefined => children.find((one) => one.name === wanted);
  return { name, text: '', children, child, textOf: (wanted) => child(wanted)?.text };
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? whole;
    const hex = entity[1] === 'x' || entity[1] === 'X';
    return String.fromCodePoint(Number.parseInt(entity.slice(hex ? 2 : 1), hex ? 16 : 10));
  });
}

function malformed(source: string, at: number): Error {
  return new Error(`Not well-formed XML at character ${at}: ${JSON.stringify(source.slice(at, at + 80))}`);
}
