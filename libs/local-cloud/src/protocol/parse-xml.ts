import { AwsError } from '../service.ts';

/** An element of an XML document, without attributes: the AWS protocols keep nothing in them but namespaces. */
export interface XmlElement {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

const TOKEN =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w.:-]+)[^<>]*?(\/?)>|([^<]+)/gy;

/**
 * The root element of a document. No DTD, so no entities of its own.
 * @throws `MalformedInput` (400) for what is no well-formed XML.
 */
export function parseXml(source: string): XmlElement {
  const document: XmlElement = { name: '', text: '', children: [] };
  const open = [document];
  let end = 0;
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(source); token !== null; token = TOKEN.exec(source)) {
    end = TOKEN.lastIndex;
    const [, cdata, closing, name, empty, text] = token;
    const parent = open.at(-1) ?? document;
    if (cdata !== undefined) parent.text += cdata;
    else if (text !== undefined) parent.text += decode(text);
    else if (name !== undefined && closing === '/') {
      if (open.pop()?.name !== local(name) || open.length === 0) throw malformed(`</${name}> closes nothing`);
    } else if (name !== undefined) {
      const element: XmlElement = { name: local(name), text: '', children: [] };
      parent.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const [root, ...more] = document.children;
  if (end !== source.length) throw malformed(`it cannot be read from character ${end} on`);
  if (root === undefined || more.length > 0 || open.length > 1)
    throw malformed('it must be one element, closed');
  return root;
}

const local = (name: string): string => name.split(':').at(-1) ?? name;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name = '') => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (!Number.isNaN(code)) return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
      return Object.hasOwn(ENTITIES, String(name)) ? (ENTITIES[String(name)] ?? whole) : whole;
    },
  );
}

const malformed = (reason: string): AwsError =>
  new AwsError('MalformedInput', `The request body is no well-formed XML: ${reason}.`, { statusCode: 400 });
