interface Props<T> {
	/** The name of the group. */
	label: string;
	/** Each with the word on its button. */
	options: readonly { readonly value: T; readonly name: string }[];
	value: T;
	onChange: (value: T) => void;
}

/** Buttons of which one is pressed. */
export function Switch<T>({ label, options, value, onChange }: Props<T>) {
	return (
		<div className="pg-switch" role="group" aria-label={label}>
			{options.map((option) => (
				<button
					key={option.name}
					type="button"
					aria-pressed={option.value === value}
					onClick={() => onChange(option.value)}
				>
					{option.name}
				</button>
			))}
		</div>
	);
}
