import { useState } from 'react';
import { loadSharePanel, loadShortcuts } from '../lazy.ts';
import { latePart } from '../parts/index.ts';
import { ForgetButton } from '../share/index.ts';
import { usePlayground } from '../state/index.ts';
import { useAction } from './actions.ts';
import './foot.css';

const SharePanel = latePart(async () => (await loadSharePanel()).SharePanel);
const ShortcutsDialog = latePart(
	async () => (await loadShortcuts()).ShortcutsDialog,
	() => undefined
);

interface Props {
	/** A key has led to this frame. */
	onStep: (frameIndex: number) => void;
}

/** Beside the tools: share the request, forget the settings, list the keyboard shortcuts. */
export function Foot({ onStep }: Props) {
	const { form, session, selection } = usePlayground();
	const [isSharing, setIsSharing] = useState(false);
	const [isHelping, setIsHelping] = useState(false);

	const step = (by: 1 | -1) => {
		const { frames, letGo } = session.getState().snapshot ?? {};
		const frameCount = frames?.length ?? 0;
		const at = selection.getState()?.frameIndex ?? (by === 1 ? -1 : frameCount);
		const beside = Math.min(Math.max(at + by, 0), frameCount - 1);
		const isGone = letGo && beside >= letGo.frames.from && beside < letGo.frames.to;
		const next = isGone ? (by === 1 ? letGo.frames.to : letGo.frames.from - 1) : beside;
		if (next < 0) return;
		selection.select(next, 'keys', true);
		onStep(next);
	};
	useAction('next-frame', () => step(1));
	useAction('previous-frame', () => step(-1));
	useAction('share', () => setIsSharing((was) => !was));
	useAction('help', () => setIsHelping(true));

	return (
		<>
			<div className="pg-foot" role="group" aria-label="This playground">
				<button type="button" aria-expanded={isSharing} onClick={() => setIsSharing((was) => !was)}>
					Share
				</button>
				<ForgetButton onForget={form.forget} />
				<button type="button" aria-haspopup="dialog" onClick={() => setIsHelping(true)}>
					Keys <kbd aria-hidden="true">?</kbd>
				</button>
			</div>
			{isSharing && (
				<section className="pg-share-panel" aria-label="Share">
					<SharePanel />
				</section>
			)}
			{isHelping && <ShortcutsDialog onClose={() => setIsHelping(false)} />}
		</>
	);
}
