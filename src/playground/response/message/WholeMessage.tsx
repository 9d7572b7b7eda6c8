import { useState } from 'react';
import type { Snapshot } from '../../../run/index.ts';
import { assemble } from './assemble.ts';
import { Capped, CopyButton } from '../../parts/index.ts';
import { answerOf } from '../../state/index.ts';
import { usageText } from './usage-text.ts';

interface Props {
	snapshot: Snapshot;
	isRunning: boolean;
}

const jsonOf = (snapshot: Snapshot) => JSON.stringify(assemble(snapshot), null, 2);

/** What all choices share: parts that cannot be shown, the token counts, and the answer as one JSON object. */
export function WholeMessage({ snapshot, isRunning }: Props) {
	const message = answerOf(snapshot);
	const usage = usageText(message?.usage);
	const unshown = (message?.unshown ?? []).map(({ kind, place }) => `${kind} in ${place}`);
	return (
		<>
			{unshown.length > 0 && (
				<p className="pg-nothing">
					Also received, but cannot be shown: {[...new Set(unshown)].join(', ')}.
				</p>
			)}
			{usage && (
				<section className="pg-part" aria-label="Usage">
					<header>
						<h3>Usage</h3>
						<span>{usage}</span>
						<CopyButton what="usage" text={() => JSON.stringify(message?.usage, null, 2)} />
					</header>
				</section>
			)}
			{!isRunning && snapshot.message.choices.length > 0 && <Assembled snapshot={snapshot} />}
		</>
	);
}

/** Assembled when it is opened. */
function Assembled({ snapshot }: { snapshot: Snapshot }) {
	const [isOpen, setIsOpen] = useState(false);
	const json = isOpen ? jsonOf(snapshot) : '';
	return (
		<details className="pg-part" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
			<summary>The whole message as JSON</summary>
			{isOpen && (
				<>
					<header>
						<span>
							{snapshot.protocol === 'chat'
								? 'As the API answers without streaming.'
								: 'In the form of a chat answer.'}
						</span>
						<CopyButton what="the whole message" text={() => jsonOf(snapshot)} />
					</header>
					<pre tabIndex={0} aria-label="The whole message">
						<Capped text={json} />
					</pre>
				</>
			)}
		</details>
	);
}
