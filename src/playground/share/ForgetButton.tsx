import { useEffect, useRef, useState } from 'react';

/** Forgets what is kept from visit to visit, and says for a moment that it did. */
export function ForgetButton({ onForget }: { onForget: () => void }) {
	const [isDone, setIsDone] = useState(false);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	useEffect(() => () => clearTimeout(timer.current), []);
	return (
		<button
			type="button"
			title="Endpoint, model, options and view go back to their defaults. The key is forgotten. Messages are never kept."
			onClick={() => {
				onForget();
				setIsDone(true);
				clearTimeout(timer.current);
				timer.current = setTimeout(() => setIsDone(false), 2000);
			}}
		>
			{isDone ? 'Settings forgotten' : 'Forget settings'}
		</button>
	);
}
