/** The link to a request, and what the page remembers. */
export { ForgetButton } from './ForgetButton.tsx';
export { LinkNotice } from './LinkNotice.tsx';
export { encodeLink } from './link.ts';
export { useRunLink } from './use-run-link.ts';
