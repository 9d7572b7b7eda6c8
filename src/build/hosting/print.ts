/**
 * Prints the lines for a host: `node src/build/hosting/print.ts nginx`, or `caddy`.
 *
 * In      `BASE_PATH`, as for the build.
 */
import { readBasePath } from '../../address.ts';
import { caddy, nginx } from './formats.ts';

const WRITERS: Readonly<Record<string, (base: string) => string>> = { nginx, caddy };

const [, , host = ''] = process.argv;
const write = WRITERS[host];
const base = readBasePath(process.env['BASE_PATH']);

if (write === undefined)
	throw new Error(`"${host}" is none of: ${Object.keys(WRITERS).join(', ')}.`);
if ('problem' in base) throw new Error(base.problem);
process.stdout.write(write(base.value));
