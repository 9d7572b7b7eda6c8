/** How a run ended, in words. */
export { Ending } from './Ending.tsx';
export { RunEcho } from './RunEcho.tsx';
export { endingOf, ENDINGS } from './endings.ts';
export { showFrames, showRunBelow } from './sight.ts';
