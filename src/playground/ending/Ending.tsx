import { useLayoutEffect, useState } from 'react';
import type { Ref } from 'react';
import { addressOf } from '../../address.ts';
import type { Outcome } from '../../chat/index.ts';
import type { Snapshot } from '../../run/index.ts';
import { createAnnouncer } from './announcer.ts';
import { endingOf, SIGNS } from './endings.ts';
import { count } from '../format.ts';
import { remarksOn } from './remarks.ts';
import {
	useForm,
	usePlayground,
	useSession,
	isSample,
	DEMO_HOST,
	faultIn,
	isOfDemo,
	OFFLINE,
	STALL_MS,
} from '../state/index.ts';
import { Sentences } from '../parts/index.ts';
import type { SessionView, SendTo } from '../state/index.ts';
import './ending.css';

interface Props {
	/** For announcing the frame that a key press in the text led to; its content is not React's. */
	announcementRef: Ref<HTMLSpanElement>;
	/** Runs other clients over the same bytes. */
	onCompare: () => void;
}

/** How the run is going, or how it ended and why. The only live region: it announces changes only. */
export function Ending({ announcementRef, onCompare }: Props) {
	const { selection } = usePlayground();
	const sendTo = useForm(({ settings }) => settings.sendTo);
	const view = useSession((state) => state);
	const { isRunning, failure } = view;
	// The sample run shown at first gets no ending.
	const snapshot = isSample(view) ? undefined : view.snapshot;
	const outcome = isRunning ? undefined : snapshot?.outcome;
	const ending = outcome && snapshot && endingOf(outcome, snapshot.message, snapshot.protocol);
	const words = outcome && snapshot && wordsOf(outcome, snapshot);
	const limitMs = STALL_MS[view.settings?.sendTo ?? sendTo];

	return (
		<div className="pg-ending" data-sign={failure ? 'bad' : ending?.sign}>
			<p role="status" aria-atomic="false">
				{ending && (
					<>
						<span className="pg-sign" aria-hidden="true">
							{SIGNS[ending.sign]}
						</span>{' '}
						<strong>{ending.title}.</strong>{' '}
					</>
				)}
				{failure ??
					words?.reason ??
					(isRunning ? <Progress {...{ snapshot, limitMs }} /> : idleText(view, sendTo))}{' '}
				{outcome && <RequestedFault url={snapshot?.recording.request.url ?? ''} />}
				{outcome && <Sentences text={words?.advice ?? ''} />}
				<span className="sr-only" ref={announcementRef} />
			</p>
			{ending && outcome && snapshot && (
				<>
					<p className="pg-counts">
						{outcome.frameIndex !== undefined && (
							<button
								type="button"
								className="pg-action"
								onClick={() => selection.select(outcome.frameIndex, 'ending', true)}
							>
								Show frame {outcome.frameIndex + 1}
							</button>
						)}
						{snapshot.frames.length > 0 && (
							<button type="button" className="pg-action" onClick={onCompare}>
								Compare clients
							</button>
						)}
						<a href={addressOf(ending.href)}>What this means</a>
						<span>{counts(snapshot)}</span>
					</p>
					{outcome.rest !== undefined && <Rest text={outcome.rest} />}
					{/* The reads of a re-cut run do not come from a network, so there is nothing to remark on. */}
					{!view.recut && <Remarks snapshot={snapshot} />}
					<Difference snapshot={snapshot} />
				</>
			)}
		</div>
	);
}

/** What else the gateway said, such as its configuration: useful to whoever runs it. */
function Rest({ text }: { text: string }) {
	return (
		<details className="pg-ending-rest">
			<summary>All that the server said</summary>
			<pre>{text}</pre>
		</details>
	);
}

/** The text while there is no ending to show. */
function idleText({ tape, shown }: SessionView, sendTo: SendTo): string {
	if (tape?.isPlaying) return 'Replaying.';
	if (tape && !tape.isAtEnd) return 'Paused. Press End to see the whole run.';
	const press =
		sendTo === 'endpoint'
			? 'Press Run to send the request to your endpoint.'
			: 'Press Run. No key needed.';
	return shown === 'sample' ? `${press} This is a recorded run.` : press;
}

/** Mounted for each run, so each has its own announcer. */
function Progress({ snapshot, limitMs }: { snapshot: Snapshot | undefined; limitMs: number }) {
	const [announce] = useState(() => createAnnouncer(limitMs));
	const [text, setText] = useState('');
	useLayoutEffect(() => {
		const update = () => setText(announce(snapshot, performance.now()));
		update();
		// A stalled stream causes no render, but must be announced too.
		const timer = setInterval(update, 1000);
		return () => clearInterval(timer);
	}, [announce, snapshot]);
	return text;
}

/** What happened and what to do. The demo is in the page, so its missing answer cannot be CORS or a typo. */
function wordsOf({ kind, reason }: Outcome, { advice, recording }: Snapshot) {
	if (kind === 'blocked' && recording.end?.message?.includes(OFFLINE)) {
		return {
			reason: 'No request went out: this device is offline.',
			advice: 'Connect to a network, then press Run again. The form is unchanged.',
		};
	}
	if (kind !== 'blocked' || !isOfDemo(recording.request.url)) return { reason, advice };
	return {
		reason: 'The demo broke the connection before it answered.',
		advice:
			'A page cannot tell this from a lost network, a wrong address or CORS. With your own endpoint, send the request again; if it fails every time, check those three.',
	};
}

/** Says so if the reader asked for the fault, so that it does not look like one of the site's. */
function RequestedFault({ url }: { url: string }) {
	const address = faultIn(url);
	if (address === undefined) return null;
	const [name] = address.split(';');
	return (
		<>
			Simulated fault:{' '}
			<a href={addressOf(`/test-your-client/#${name}`)}>
				<code>{address}</code>
			</a>
			.{' '}
		</>
	);
}

function counts({ timing, frames }: Snapshot): string {
	return `${count(frames.length, 'frame')} in ${count(timing.reads, 'read')}`;
}

function Remarks({ snapshot }: { snapshot: Snapshot }) {
	return remarksOn(snapshot.timing).map((remark) => (
		<p key={remark} className="pg-difference">
			{remark}
		</p>
	));
}

/** Says so if the printed program failed, or if its text differs from that of the frames. */
function Difference({ snapshot }: { snapshot: Snapshot }) {
	const { client, message, outcome } = snapshot;
	if (!client || outcome?.kind === 'stopped') return null;
	const framed = message.choices[0]?.text ?? '';
	const differs = client.text !== framed;
	if (!differs && client.error === undefined) return null;
	return (
		<p className="pg-difference">
			{client.error !== undefined && <>The printed program ended with: “{client.error}” </>}
			{client.error?.includes(DEMO_HOST) && `Here ${DEMO_HOST} is the demo, in this page. `}
			{differs &&
				`Its text has ${count(client.text.length, 'character')}; the frames hold ${framed.length.toLocaleString('en')}.`}
		</p>
	);
}
