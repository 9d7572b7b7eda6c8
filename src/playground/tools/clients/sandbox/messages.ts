/** The messages between the page, the sandbox's frame and the Worker in it. */
import type { End } from '../../../../run/index.ts';

/** From the page, through the frame, to the Worker, with the port on which the Worker reports. */
export interface Task {
	readonly code: string;
	/** The client's options, without a key. */
	readonly request: Readonly<Record<string, unknown>>;
	/** The head of the recorded response. */
	readonly response: ResponseInit | undefined;
	readonly reads: readonly Uint8Array[];
	readonly end: End | undefined;
}

/** From the Worker to the page, over the port. */
export type Report =
	| { readonly kind: 'started' }
	| { readonly kind: 'text'; readonly text: string }
	| {
			readonly kind: 'line';
			readonly level: string;
			readonly text: string;
			readonly line: number | undefined;
	  }
	| { readonly kind: 'ended'; readonly error?: string; readonly line?: number | undefined };

/** From the frame to the Worker: the syntax error in the code; empty if there is none. */
export interface SyntaxFault {
	readonly message?: string;
	readonly line?: number | undefined;
}
