import { Component, lazy, Suspense, useContext, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { LoadError } from '../late.ts';
import { PlaygroundContext, saveShown } from '../state/index.ts';
import { Failed } from './Failed.tsx';

/**
 * A component whose code comes when it is first drawn. Where it does not come, that is said in its place, and Try
 * again fetches anew: `lazy` alone would keep the failure for as long as the page lasts.
 *
 * @param meanwhile Drawn while the code is on its way.
 * @param without Drawn where it did not come, below the sentence that says so.
 */
export function latePart<Props extends object>(
	load: () => Promise<ComponentType<Props>>,
	meanwhile: (props: Props) => ReactNode = () => <p className="pg-nothing">Loading …</p>,
	without: (props: Props) => ReactNode = () => undefined
): (props: Props) => ReactNode {
	const fetched = () =>
		lazy(async () => {
			try {
				return { default: await load() };
			} catch (error) {
				newest = fetched();
				throw error;
			}
		});
	let newest = fetched();

	return function LatePart(props: Props) {
		const [{ Part, tries }, setPart] = useState(() => ({ Part: newest, tries: 0 }));
		// None where the part stands outside of a playground.
		const session = useContext(PlaygroundContext)?.session;
		return (
			<LoadBoundary
				key={tries}
				onAgain={() => setPart({ Part: newest, tries: tries + 1 })}
				onSave={session && (() => saveShown(session))}
				without={without(props)}
			>
				<Suspense fallback={meanwhile(props)}>
					<Part {...props} />
				</Suspense>
			</LoadBoundary>
		);
	};
}

interface BoundaryProps {
	onAgain: () => void;
	onSave: (() => Promise<void>) | undefined;
	without: ReactNode;
	children: ReactNode;
}

/** Takes what could not be loaded; what could not be drawn goes on to the `Boundary` around it. */
class LoadBoundary extends Component<BoundaryProps, { error: unknown }> {
	override state = { error: undefined };

	static getDerivedStateFromError(error: unknown) {
		return { error };
	}

	override render(): ReactNode {
		const { error }: { error: unknown } = this.state;
		const { children, without, ...ways } = this.props;
		if (error === undefined) return children;
		if (!(error instanceof LoadError)) throw error;
		return (
			<>
				<Failed {...ways}>{error.message}</Failed>
				{without}
			</>
		);
	}
}
