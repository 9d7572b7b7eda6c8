import { useId, useState } from 'react';
import type { Snapshot } from '../../run/index.ts';
import {
	Boundary,
	CopyButton,
	FollowButton,
	ScrollBox,
	Switch,
	useFollow,
} from '../parts/index.ts';
import { useAction } from '../keys/index.ts';
import { ChoiceParts } from './message/ChoiceParts.tsx';
import { ChoiceTabs } from './message/ChoiceTabs.tsx';
import { WholeMessage } from './message/WholeMessage.tsx';
import { SmoothBar } from './smooth/SmoothBar.tsx';
import type { ResponseView } from '../state/index.ts';
import { answerOf, saveRun, textOf, useForm, usePlayground, useSession } from '../state/index.ts';
import { useSmooth } from './smooth/use-smooth.ts';
import './response.css';
import './message/message.css';

const VIEWS = [
	{ value: 'markdown', name: 'Markdown' },
	{ value: 'plain', name: 'Plain' },
] as const;

/** How much plain text is shown when drawing the answer fails. */
const MAX_PLAIN_CHARACTERS = 20_000;

/** The text that the client made of the frames, and the other parts of the message. */
export function Response() {
	const { form } = usePlayground();
	const snapshot = useSession((state) => state.snapshot);
	const view = useForm(({ display }) => display.view);
	const [selectedChoice, setSelectedChoice] = useState(0);
	const id = useId();
	const choices = answerOf(snapshot)?.choices ?? [];
	const chosen = selectedChoice < choices.length ? selectedChoice : 0;

	const onView = (newView: ResponseView) => form.show({ view: newView });
	useAction('view', () => onView(view === 'plain' ? 'markdown' : 'plain'));

	return (
		<>
			<header>
				<h2>Response</h2>
				<Switch label="Show the response as" options={VIEWS} value={view} onChange={onView} />
				<CopyButton text={() => textOf(snapshot, chosen)} />
			</header>
			<div className="pg-response">
				{choices.length > 1 && (
					<ChoiceTabs {...{ id, chosen }} count={choices.length} onChoose={setSelectedChoice} />
				)}
				<Parts {...{ snapshot, view, chosen }} tabId={choices.length > 1 ? id : undefined} />
			</div>
		</>
	);
}

interface PartsProps {
	snapshot: Snapshot | undefined;
	view: ResponseView;
	chosen: number;
	/** Set if the box is a tab panel. */
	tabId: string | undefined;
}

function Parts(props: PartsProps) {
	const { snapshot, view, chosen, tabId } = props;
	const { form } = usePlayground();
	const runId = useSession((state) => state.runId);
	const isRunning = useSession((state) => state.isRunning);
	const smooth = useForm(({ display }) => display.smooth);
	// The key is on the contents; the box itself stays mounted, and so keeps the focus.
	const key = `${runId} ${chosen}`;
	const choice = answerOf(snapshot)?.choices[chosen];
	const { text, pacer, failure, again } = useSmooth(
		textOf(snapshot, chosen),
		isRunning ? 'growing' : isWhole(snapshot) ? 'whole' : 'cut',
		smooth
	);
	const follow = useFollow(text.length + (snapshot?.message.tally.characters ?? 0));
	const box =
		tabId === undefined
			? { role: 'group', 'aria-label': 'Response text' }
			: {
					role: 'tabpanel',
					id: `${tabId}-panel`,
					'aria-labelledby': `${tabId}-${chosen}`,
				};

	return (
		<>
			<ScrollBox className="pg-text" follow={follow} tabIndex={0} {...box}>
				<Boundary
					what="the answer"
					resetKey={`${key} ${view}`}
					onSave={snapshot && (() => saveRun(snapshot))}
					fallback={<p className="pg-plain">{text.slice(-MAX_PLAIN_CHARACTERS)}</p>}
				>
					{snapshot?.unstreamed && (
						<p className="pg-nothing">
							Not streamed: read from the body, once all of it was there.
						</p>
					)}
					<ChoiceParts key={key} {...{ choice, text, view, isRunning }} />
					{snapshot && <WholeMessage key={`whole ${runId}`} {...{ snapshot, isRunning }} />}
				</Boundary>
			</ScrollBox>
			<FollowButton {...follow} isRunning={isRunning} what="the text" />
			<SmoothBar
				mode={smooth}
				onMode={(mode) => form.show({ smooth: mode })}
				onAgain={again}
				{...{ pacer, isRunning, failure }}
			/>
		</>
	);
}

function isWhole(snapshot: Snapshot | undefined): boolean {
	const kind = snapshot?.outcome?.kind;
	return kind === 'complete' || kind === 'complete-without-done';
}
