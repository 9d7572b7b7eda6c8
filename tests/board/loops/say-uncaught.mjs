// Before a printed loop that catches nothing: its error is said in a line, as the other loops say theirs.
import { fail } from './print.mjs';

process.on('uncaughtException', fail);
