/**
 * Property tests draw the same values in every run, so that a red run can be run again.
 * `FC_SEED=random` draws new ones, to look for what the fixed ones miss.
 */
import * as fc from 'fast-check';

const seed = process.env['FC_SEED'] ?? '20261127';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
