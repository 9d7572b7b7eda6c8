interface Props {
	text: string;
	onMove: () => void;
	/** Left out where a key can never be meant. */
	onMean?: (() => void) | undefined;
}

/** Below a box into which a key was pasted by mistake. */
export function MisplacedKey({ text, onMove, onMean }: Props) {
	return (
		<>
			{text}{' '}
			<button type="button" className="pg-link" onClick={onMove}>
				Move it there
			</button>
			{onMean && (
				<>
					{' · '}
					<button type="button" className="pg-link" onClick={onMean}>
						This is not a key: send it
					</button>
				</>
			)}
		</>
	);
}
