import { useEffect, useRef, useState } from 'react';

interface Props {
	/** Made when it is pressed: a long text is not put together for a button. */
	text: () => string;
	/** What is copied, where more than one thing can be: “reasoning”. */
	what?: string;
}

/** Copies, and says for a moment that it did, or that the browser would not. */
export function CopyButton({ text, what }: Props) {
	const [label, setLabel] = useState('Copy');
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	useEffect(() => () => clearTimeout(timer.current), []);
	const copy = async () => {
		setLabel(
			await navigator.clipboard.writeText(text()).then(
				() => 'Copied',
				() => 'Copying was refused'
			)
		);
		clearTimeout(timer.current);
		timer.current = setTimeout(() => setLabel('Copy'), 2000);
	};
	return (
		<button
			type="button"
			className="pg-copy"
			aria-label={what && `${label} ${what}`}
			onClick={copy}
		>
			{label}
		</button>
	);
}
