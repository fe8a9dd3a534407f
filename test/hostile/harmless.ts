import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { SaxesParser } from 'saxes';

/**
 * What would do harm in a page, each as one line. Whatever a browser might run, or fetch from elsewhere;
 * `own` are tags that our own pages have (`<svg>`): their attributes are looked at all the same.
 */
export function harmIn(html: string, own: readonly string[] = []): string[] {
  const found: string[] = [];
  walk(fromHtml(html), found);
  return found.filter((what) => !own.includes(what));
}

const NEVER = [
  ...[
    'iframe',
    'frame',
    'object',
    'embed',
    'applet',
    'base',
    'style',
    'svg',
    'math',
    'audio',
    'video',
    'marquee',
  ],
  ...[
    'foreignobject',
    'animate',
    'portal',
    'img',
    'image',
    'source',
    'track',
    'textarea',
    'noscript',
    'plaintext',
  ],
];
const ADDRESSES = [
  'href',
  'src',
  'action',
  'formAction',
  'poster',
  'data',
  'srcSet',
  'cite',
  'ping',
  'background',
];
/** Data for machines: a browser runs nothing of it. */
const DATA = ['application/ld+json', 'application/json'];

function walk(node: Root | Element, found: string[]): void {
  for (const child of node.children) {
    if (child.type === 'comment') found.push(`comment ${child.value.slice(0, 60)}`);
    if (child.type !== 'element') continue;
    const { tagName, properties } = child;
    const type = String(properties.type ?? '');
    if (NEVER.includes(tagName)) found.push(`<${tagName}>`);
    if (tagName === 'script' && !DATA.includes(type) && !String(properties.src ?? '').startsWith('/'))
      found.push('<script> of its own');
    if (
      tagName === 'meta' &&
      properties.httpEquiv !== undefined &&
      !/content-security-policy/i.test(String(properties.httpEquiv))
    )
      found.push(`<meta http-equiv=${String(properties.httpEquiv)}>`);
    for (const [name, value] of Object.entries(properties)) {
      const text = String(value);
      if (/^on/i.test(name) || name === 'style' || name === 'srcDoc' || name === 'autoFocus')
        found.push(`<${tagName} ${name}="${text.slice(0, 60)}">`);
      if (!ADDRESSES.includes(name)) continue;
      const link = tagName === 'a' && name === 'href';
      const canonical = tagName === 'link' && String(properties.rel) === 'canonical';
      // What a click leads to may be elsewhere; what is fetched by itself may not.
      const fine = link
        ? /^(?:https?:|mailto:|tel:|[/#?.]|[\w%-]+(?:[/.?#]|$))/i
        : /^(?:\/(?!\/)|#|[\w%.-]+(?:\/|$))/;
      if (!canonical && !fine.test(text)) found.push(`<${tagName} ${name}="${text.slice(0, 60)}">`);
      if (/^(?:javascript|data|vbscript|file):/i.test(text.replace(/[\s\p{Cc}]/gu, '')))
        found.push(`<${tagName} ${name}="${text.slice(0, 60)}">`);
    }
    walk(child, found);
  }
}

/** Throws where it is no XML. Names of its elements. */
export function elementsOf(xml: string): Set<string> {
  const names = new Set<string>();
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => names.add(name));
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a document type');
  });
  parser.write(xml).close();
  return names;
}
