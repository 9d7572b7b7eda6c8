/** Keyboard shortcuts, and the playground's foot. */
export { Foot } from './Foot.tsx';
export { ActionsContext, useAction } from './actions.ts';
export { useKeys } from './use-keys.ts';
