/** Small parts that rooms share. */
export { Boundary } from './Boundary.tsx';
export { Capped } from './Capped.tsx';
export { CopyButton } from './CopyButton.tsx';
export { messageOf } from './Failed.tsx';
export { FollowButton } from './FollowButton.tsx';
export { latePart } from './late-part.tsx';
export { Labelled } from './Labelled.tsx';
export { ScrollBox } from './ScrollBox.tsx';
export { Sentences } from './Sentences.tsx';
export { Switch } from './Switch.tsx';
export { useAwake } from './use-awake.ts';
export { useCopy } from './use-copy.ts';
export { useFollow } from './use-follow.ts';
export { useKeptFocus } from './use-kept-focus.ts';
export { useSteady } from './use-steady.ts';
