import { lazy, Suspense, useState } from 'react';
import type { RefObject } from 'react';
import { loadSharePanel, loadShortcuts } from '../lazy.ts';
import type { Selection } from '../state/selection.ts';
import type { Settings } from '../state/settings.ts';
import { ForgetButton } from '../share/ForgetButton.tsx';
import type { Display } from '../state/use-form.ts';
import { useAction } from './actions.ts';
import './foot.css';

const SharePanel = lazy(async () => ({ default: (await loadSharePanel()).SharePanel }));
const ShortcutsDialog = lazy(async () => ({ default: (await loadShortcuts()).ShortcutsDialog }));

interface Props {
	settings: Settings;
	display: Display;
	onDisplay: (part: Partial<Display>) => void;
	onForget: () => void;
	keyRef: RefObject<HTMLInputElement | null>;
	selection: Selection;
	/** Of the run on the screen. */
	frameCount: number;
}

/** Below the form: share what it holds, forget the settings, see the keys. */
export function Foot(props: Props) {
	const { settings, display, onDisplay, onForget, keyRef, selection, frameCount } = props;
	const [isSharing, setIsSharing] = useState(false);
	const [isHelping, setIsHelping] = useState(false);

	const step = (by: 1 | -1) => {
		const at = selection.selected()?.frameIndex ?? (by === 1 ? -1 : frameCount);
		const next = Math.min(Math.max(at + by, 0), frameCount - 1);
		if (next >= 0) selection.select(next, 'keys', true);
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
				<ForgetButton onForget={onForget} />
				<button type="button" aria-haspopup="dialog" onClick={() => setIsHelping(true)}>
					Keys <kbd aria-hidden="true">?</kbd>
				</button>
			</div>
			{isSharing && (
				<section className="pg-share-panel" aria-label="Share">
					<Suspense fallback={<p className="pg-hint">Loading …</p>}>
						<SharePanel {...{ settings, keyRef }} view={display.view} smooth={display.smooth} />
					</Suspense>
				</section>
			)}
			{isHelping && (
				<Suspense>
					<ShortcutsDialog
						singleKeys={display.singleKeys}
						onSingleKeys={(singleKeys) => onDisplay({ singleKeys })}
						onClose={() => setIsHelping(false)}
					/>
				</Suspense>
			)}
		</>
	);
}
