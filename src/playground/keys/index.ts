/** Keyboard shortcuts, and the foot that names them. */
export { Foot } from './Foot.tsx';
export { ActionsContext, useAction } from './actions.ts';
export { useKeys } from './use-keys.ts';
