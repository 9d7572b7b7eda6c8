interface Props {
	text: string;
	onMove: () => void;
}

/** Below a box into which a key was pasted by mistake. */
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
