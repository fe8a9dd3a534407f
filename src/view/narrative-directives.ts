import type { Nodes, Paragraph, Parents, Root, RootContent } from 'mdast';

/** The directives that authors may use, each with the class of the box it becomes. */
export const DIRECTIVES: Readonly<Record<string, string>> = { note: 'note' };

/**
 * Directives of the allow-list become boxes, without any attribute an author
 * gave them. Any other stands as the text it was written as: 「附件:名单」 and
 * 「:::script」 are words here.
 */
export function plainDirectives(tree: Root, source: string): void {
  visit(tree, source);
}

function visit(parent: Parents, source: string): void {
  const children: RootContent[] = [];
  for (const node of parent.children) {
    if ('children' in node && node.type !== 'textDirective' && node.type !== 'leafDirective')
      visit(node, source);
    if (node.type === 'textDirective') {
      children.push({ type: 'text', value: written(node, source) });
    } else if (node.type === 'leafDirective') {
      children.push(paragraph(written(node, source)));
    } else if (node.type === 'image' || node.type === 'imageReference') {
      children.push({ type: 'text', value: node.alt ?? '' });
    } else if (node.type === 'containerDirective') {
      const name = Object.hasOwn(DIRECTIVES, node.name) ? DIRECTIVES[node.name] : undefined;
      const label = node.children.find((child) => child.data && 'directiveLabel' in child.data);
      if (name !== undefined) {
        node.data = { hName: 'div', hProperties: { className: [name] } };
        if (label) label.data = { hName: 'p', hProperties: { className: ['note-title'] } };
        children.push(node);
      } else {
        const lines = written(node, source).split('\n');
        const last = lines.length > 1 ? (lines.at(-1) as string) : '';
        children.push(paragraph(lines[0] as string), ...node.children.filter((child) => child !== label));
        if (/^\s*:{3,}\s*$/.test(last)) children.push(paragraph(last.trim()));
      }
    } else {
      children.push(node);
    }
  }
  // Every parent takes what its own children were replaced by.
  parent.children = children as typeof parent.children;
}

function written(node: Nodes, source: string): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

function paragraph(value: string): Paragraph {
  return { type: 'paragraph', children: [{ type: 'text', value }] };
}
