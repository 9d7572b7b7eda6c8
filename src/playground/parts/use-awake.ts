import { useEffect } from 'react';
import type { RefObject } from 'react';

/** Says that the island is awake: what was done to it until now is done again (build/wake). */
export function useAwake(root: RefObject<HTMLElement | null>): void {
	useEffect(() => {
		root.current?.dispatchEvent(new Event('island-awake', { bubbles: true }));
	}, [root]);
}
