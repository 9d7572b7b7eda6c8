/** How much of one run is kept. */
export interface RunLimits {
	/** The newest. */
	readonly frames: number;
	/** The newest of the body; the frames in them. */
	readonly bytes: number;
}

/** Far more than an answer has: 30,000 tokens, a frame each, come in some 7 MB. */
export const RUN_LIMITS: RunLimits = { frames: 100_000, bytes: 32_000_000 };

/** So many frames at the start stay, too. */
export const FIRST_FRAMES = 64;
