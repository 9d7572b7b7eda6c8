/**
 * The key, for as long as the page may have it. It stands in its input and is copied nowhere.
 *
 * Rules   It belongs to the origin that it was typed for, and goes when the form's address has another. It goes
 *         after 30 minutes without use, and whenever the page is left: one that waits in the back/forward
 *         cache runs no timers, so it takes no key along.
 * In      The input; the time. Typing, Run and asking for models are uses.
 * Out     A sentence for the reader when the key was removed without their doing.
 */
import type { RefObject } from 'react';

export const KEY_LIFE_MINUTES = 30;

export interface KeyClock {
	now(): number;
	setTimeout(callback: () => void, ms: number): unknown;
	clearTimeout(timer: unknown): void;
}

export interface KeyHolder {
	read(): string;
	/** Enters a key as if it had been typed. */
	write(key: string, origin: string | undefined): void;
	/** The key is being typed while the form has this address. */
	typed(origin: string | undefined): void;
	/** The key is sent to this address. */
	used(origin: string | undefined): void;
	/** The form has another address. While the reader types one, only what is an address counts. */
	follow(origin: string | undefined, isTyping: boolean): void;
	clear(why?: string): void;
	/** Looks at the clock: timers sleep while the machine does. */
	check(): void;
}

export function createKeyHolder(
	input: RefObject<HTMLInputElement | null>,
	clock: KeyClock,
	onGone: (why: string | undefined) => void
): KeyHolder {
	// `undefined`: the key was typed while the form had no address.
	let boundTo: string | undefined;
	let usedMs = 0;
	let timer: unknown;
	const lifeMs = KEY_LIFE_MINUTES * 60_000;
	const read = () => input.current?.value ?? '';

	function clear(why?: string) {
		clock.clearTimeout(timer);
		boundTo = undefined;
		if (read() === '') return;
		if (input.current) input.current.value = '';
		onGone(why);
	}

	function check() {
		clock.clearTimeout(timer);
		if (read() === '') return;
		const leftMs = usedMs + lifeMs - clock.now();
		if (leftMs > 0) timer = clock.setTimeout(check, leftMs);
		else clear(`The key was forgotten after ${KEY_LIFE_MINUTES} minutes without use.`);
	}

	function touch(origin: string | undefined) {
		boundTo ??= origin;
		usedMs = clock.now();
		check();
	}

	function typed(origin: string | undefined) {
		boundTo = origin;
		onGone(undefined);
		touch(origin);
	}

	return {
		read,
		typed,
		used: touch,
		clear,
		check,
		write(key, origin) {
			if (!input.current) return;
			input.current.value = key;
			typed(origin);
		},
		follow(origin, isTyping) {
			const isOther = origin !== boundTo;
			if (isTyping ? isOther && origin !== undefined && boundTo !== undefined : isOther) {
				clear(
					boundTo === undefined
						? 'The key was cleared, because the address has changed.'
						: `The key was cleared: it was typed for ${boundTo}.`
				);
			}
		},
	};
}
