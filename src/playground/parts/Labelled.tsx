import { useId } from 'react';
import type { ReactNode } from 'react';

interface Props {
	label: string;
	problem: ReactNode;
	hint?: ReactNode;
	children: (field: {
		id: string;
		'aria-invalid': boolean | undefined;
		'aria-describedby': string | undefined;
	}) => ReactNode;
}

/** A field with its name above, and below it what is wrong or what to know. */
export function Labelled({ label, problem, hint, children }: Props) {
	const id = useId();
	const below = problem ?? hint;
	return (
		<div className="pg-field">
			<label htmlFor={id}>{label}</label>
			{children({
				id,
				'aria-invalid': problem === undefined ? undefined : true,
				'aria-describedby': below === undefined ? undefined : `${id}-below`,
			})}
			{below !== undefined && (
				<p id={`${id}-below`} className={problem === undefined ? 'pg-hint' : 'pg-problem'}>
					{below}
				</p>
			)}
		</div>
	);
}
