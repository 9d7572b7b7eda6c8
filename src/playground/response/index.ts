/** The answer: text, Markdown, the other parts of the message, and the links from its words to frames. */
export { Response } from './Response.tsx';
export { useTextLinks } from './links/use-text-links.ts';
