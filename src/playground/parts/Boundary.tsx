import { Component } from 'react';
import type { ReactNode } from 'react';
import { Failed, messageOf } from './Failed.tsx';

interface Props {
	/** What could not be drawn, as the sentence names it: `the frames`. */
	what: string;
	/** Drawing is tried again when this changes: another run, another view. */
	resetKey: unknown;
	onSave?: (() => Promise<void>) | undefined;
	/** What stands in for it, beside the sentence. */
	fallback?: ReactNode;
	children: ReactNode;
}

interface State {
	error: unknown;
	resetKey: unknown;
}

/** Keeps a part that cannot be drawn from taking the rest of the playground away with it. */
export class Boundary extends Component<Props, State> {
	override state: State = { error: undefined, resetKey: this.props.resetKey };

	static getDerivedStateFromError(error: unknown): Partial<State> {
		// `throw undefined` is an error too.
		return { error: error ?? new Error('nothing was said') };
	}

	static getDerivedStateFromProps({ resetKey }: Props, state: State): State | null {
		return resetKey === state.resetKey ? null : { error: undefined, resetKey };
	}

	override render(): ReactNode {
		const { error } = this.state;
		if (error === undefined) return this.props.children;
		const { what, onSave, fallback } = this.props;
		return (
			<>
				<Failed onAgain={this.#again} onSave={onSave}>
					Something in this run kept {what} from being drawn: <code>{messageOf(error)}</code>. The
					run itself is kept.
				</Failed>
				{fallback}
			</>
		);
	}

	readonly #again = () => this.setState({ error: undefined });
}
