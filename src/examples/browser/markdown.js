import DOMPurify from 'dompurify';
import { marked } from 'marked';

/** What Markdown makes, except images: the address of one can leak text. */
const RULES = {
  ALLOWED_TAGS: (
    'p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del a ' +
    'table thead tbody tr th td'
  ).split(' '),
  ALLOWED_ATTR: ['href', 'start', 'align'],
  ADD_URI_SAFE_ATTR: ['start', 'align'],
  ALLOWED_URI_REGEXP: /^(https?|mailto):/i,
  RETURN_DOM_FRAGMENT: true, // nodes: nothing is ever put into innerHTML
};
const toNodes = (text) => DOMPurify.sanitize(marked.parse(text), RULES);

/** Shows Markdown that is still arriving. Only the last block is read again. */
export function showMarkdown(element) {
  let text = '';
  let growing = ''; // the last block: a paragraph, a list, a table, a fence
  let nodes = []; // the nodes that show it
  return {
    append(piece) {
      text += piece;
      growing += piece;
      const blocks = marked
        .lexer(growing)
        .filter(({ type }) => type !== 'space');
      const start = growing.lastIndexOf(blocks.at(-1)?.raw ?? growing);
      for (const node of nodes) node.remove();
      if (start > 0) element.append(toNodes(growing.slice(0, start)));
      growing = growing.slice(Math.max(start, 0));
      const fresh = toNodes(growing);
      nodes = [...fresh.childNodes];
      element.append(fresh);
    },
    /** Once, with all of it: a link's address may be defined below the link. */
    end: () => element.replaceChildren(toNodes(text)),
  };
}
