/**
 * What each printed program costs after Stop: `public/stops.json`, which `npm run stops` writes by stopping them in
 * the middle of an answer of the demo API.
 */
import data from '../../public/stops.json';

/** One side of the connection. */
export interface StopSide {
	/** Frames with text. A program that had shown no text by then has no count. */
	readonly frames?: number | undefined;
	/** From the request to the moment it stopped. */
	readonly ms: number;
}

export interface Stop {
	/** By its path under `src/examples/`, or a loop of the tests. */
	readonly program: string;
	readonly how: 'Ctrl+C' | 'the page leaves' | 'break';
	readonly client: StopSide;
	readonly server: StopSide;
	/** Frames with text that the server made after Stop. */
	readonly after: number;
}

export interface Stops {
	/** When it was written, `YYYY-MM-DD`. */
	readonly date: string;
	/** What the programs are built on, and what runs them: name and version. */
	readonly versions: Readonly<Record<string, string>>;
	readonly stops: readonly Stop[];
}

// Written by code of ours with these types, and held to them by a test.
export const stops: Stops = data as Stops;
