interface Props {
	text: string;
	onMove: () => void;
}

/** Below a box in which a key was pasted that has a box of its own. */
export function MisplacedKey({ text, onMove }: Props) {
	return (
		<>
			{text}{' '}
			<button type="button" className="pg-inline" onClick={onMove}>
				Move it there
			</button>
		</>
	);
}
