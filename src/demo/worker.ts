/**
 * The demo API as a worker at an edge: the same handler, less the faults that the runtime cannot perform.
 *
 * Observed with Deno 2.9.6, Bun 1.4.5 and workerd 1.20260730.1, the runtime of Cloudflare Workers. Where the
 * handler fails before the head, each answers 500. Where a body fails, Deno sends what came before and breaks
 * the connection; Bun also drops what it has not sent yet, be it the head; workerd ends the body as if it were
 * whole.
 */
import { createDemoHandler } from './handler.ts';

/** A runtime that is not known to break connections is taken to be like workerd. */
const isDeno = navigator.userAgent.startsWith('Deno/');

export default { fetch: createDemoHandler({ breaks: isDeno ? ['in the body'] : [] }) };
