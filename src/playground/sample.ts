import type { Snapshot } from '../run/index.ts';
export const sample: Snapshot | undefined = undefined as Snapshot | undefined;
