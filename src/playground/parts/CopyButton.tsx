import { useCopy } from './use-copy.ts';

interface Props {
	/** Made when it is pressed: a long text is not put together for a button. */
	text: () => string;
	/** What is copied, where more than one thing can be: “reasoning”. */
	what?: string;
}

/** Copies, and says for a moment that it did, or that the browser would not. */
export function CopyButton({ text, what }: Props) {
	const { result, copy } = useCopy();
	const label = result ?? 'Copy';
	return (
		<button
			type="button"
			className="pg-copy"
			aria-label={what && `${label} ${what}`}
			onClick={() => copy(text())}
		>
			{label}
		</button>
	);
}
