/** All state of one playground: two on a page share nothing. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand/react';
import { createForm } from './form.ts';
import type { Form, FormState } from './form.ts';
import { atPaint, unhurried } from './paint.ts';
import { createSelection } from './selection.ts';
import type { Selection } from './selection.ts';
import { createSession } from './session.ts';
import type { Opening, Session, SessionView } from './session.ts';
import type { Settings } from './settings.ts';

export interface PlaygroundState {
	readonly form: Form;
	readonly session: Session;
	readonly selection: Selection;
}

export function createPlayground(preset?: Partial<Settings>, opening?: Opening): PlaygroundState {
	return {
		form: createForm(preset),
		session: createSession(unhurried(atPaint), opening),
		selection: createSelection(),
	};
}

export const PlaygroundContext = createContext<PlaygroundState | undefined>(undefined);

export function usePlayground(): PlaygroundState {
	const playground = useContext(PlaygroundContext);
	if (!playground) throw new Error('A part of the playground is outside a <Playground>.');
	return playground;
}

/**
 * A part of the session's state. The component is drawn again only when that part is another value, so
 * select what it shows, and return no new object.
 */
export function useSession<Part>(select: (state: SessionView) => Part): Part {
	return useStore(usePlayground().session, select);
}

/** A part of the form's state, as `useSession`. */
export function useForm<Part>(select: (state: FormState) => Part): Part {
	return useStore(usePlayground().form, select);
}
