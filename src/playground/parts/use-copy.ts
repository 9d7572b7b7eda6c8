import { useEffect, useRef, useState } from 'react';
import { copyText } from '../../snippets/index.ts';

/** How long a button says what came of its press. */
const SHOWN_MS = 2_000;

/** The result of copying, in words for a moment and then `undefined`; and the way to copy. */
export function useCopy() {
	const [result, setResult] = useState<string>();
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	useEffect(() => () => clearTimeout(timer.current), []);

	async function copy(text: string): Promise<void> {
		setResult((await copyText(text)) ? 'Copied' : 'Copying was refused');
		clearTimeout(timer.current);
		timer.current = setTimeout(() => setResult(undefined), SHOWN_MS);
	}

	return { result, copy };
}
