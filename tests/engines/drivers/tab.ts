/** What the flows need of a browser: the least that Playwright, WebDriver BiDi and WebDriver all give. */
export interface Tab {
	goto(url: string): Promise<void>;
	/** The value of an expression in the page, awaited. It must be JSON. */
	evaluate(expression: string): Promise<unknown>;
	/** CSS pixels from the corner of the viewport. */
	move(x: number, y: number): Promise<void>;
	/** At the place where the pointer is. */
	click(): Promise<void>;
	type(text: string): Promise<void>;
	press(key: Key): Promise<void>;
	/** The size of the viewport, in CSS pixels. */
	resize(width: number, height: number): Promise<void>;
	/** With all that it has stored. */
	close(): Promise<void>;
}

export type Key = 'Backspace' | 'End' | 'Enter' | 'Escape' | 'Home';

export interface Browser {
	/** A tab of its own: nothing is stored yet. */
	open(): Promise<Tab>;
	close(): Promise<void>;
}

export const VIEWPORT = { width: 1280, height: 800 };
