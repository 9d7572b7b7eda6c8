// The fetch loop that the guide marks as what not to copy.
import { obviousLoop } from '../../../src/examples/browser/obvious-loop.js';
import { asked, finish, write } from './print.mjs';

await finish(async () => {
	for await (const delta of obviousLoop(asked)) write(delta);
});
