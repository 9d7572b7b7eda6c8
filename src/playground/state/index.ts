/** The state of a playground: the form's, the session's, what is selected, how it is shown, the runs that are kept. */
export {
	PlaygroundContext,
	createPlayground,
	useForm,
	usePlayground,
	useSession,
} from './context.ts';
export type { PlaygroundState } from './context.ts';
export { isSmoothMode, SMOOTH_MODES } from './display.ts';
export type { ResponseView, SmoothMode } from './display.ts';
export { askedIn } from './asked.ts';
export { choiceOf, optionsOf, problemWith, readAddress, writeAddress } from './fault-address.ts';
export type { FaultChoice } from './fault-address.ts';
export { followRuns } from './follow-runs.ts';
export { foreignAddress, linkNotice, urlOf } from './form.ts';
export type { Decoded, Form, Shared } from './form.ts';
export { KEY_LIFE_MINUTES } from './key-holder.ts';
export { BOXES, misplacedKeys } from './misplaced-key.ts';
export { LIMITS, shorten } from './kept-runs.ts';
export type { KeptRun } from './kept-runs.ts';
export { OFFLINE } from './offline.ts';
export { openingOn } from './opening.ts';
export { atPaint, oncePerPaint } from './paint.ts';
export type { SchedulePaint } from './paint.ts';
export { isProtocol, PROTOCOLS } from './protocols.ts';
export { answerOf, textOf } from './response-text.ts';
export { sample } from './sample.ts';
export { saveRun, saveShown } from './save-run.ts';
export type { Selected, Selection } from './selection.ts';
export { STORAGE_KEY } from './saved.ts';
export { isOpen, isSample } from './session.ts';
export type { Opening, Session, SessionView } from './session.ts';
export {
	DEFAULT_SETTINGS,
	demoBaseURL,
	DEMO_HOST,
	faultIn,
	isOfDemo,
	readBaseURL,
	readSettings,
	STALL_MS,
} from './settings.ts';
export type { Field, SendTo, Settings } from './settings.ts';
export { readOnly } from './store.ts';
export type { ReadonlyStore } from './store.ts';
