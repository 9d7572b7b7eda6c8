/** The link to a request, and what the page remembers. */
export { ForgetButton } from './ForgetButton.tsx';
export { LinkNotice } from './LinkNotice.tsx';
export { useRunLink } from './use-run-link.ts';
