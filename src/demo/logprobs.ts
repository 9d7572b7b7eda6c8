/**
 * How likely each token of an answer was. No model chose the words of the demo, so the numbers are made up; their
 * shape is real.
 *
 * Source  Streams of vLLM 0.32 and llama.cpp with `logprobs: true, top_logprobs: 2`: a token with its natural
 *         logarithm and bytes, and the most likely tokens of that place, itself among them, the likeliest first.
 */
import { createRandom } from './random.ts';

interface Likelihood {
	readonly token: string;
	readonly logprob: number;
	/** Of the token in UTF-8. */
	readonly bytes: readonly number[];
}

export interface TokenLogprob extends Likelihood {
	readonly top_logprobs: readonly Likelihood[];
}

/** @param top How many of the likeliest tokens to list; fewer where the answer has no more different ones. */
export function logprobsOf(tokens: readonly string[], top: number, seed: number): TokenLogprob[] {
	const random = createRandom(seed);
	const different = [...new Set(tokens)];
	return tokens.map((token) => {
		const doubt = random();
		// From 0.5 to 0.999, and mostly close to that.
		const share = 0.999 - 0.499 * doubt * doubt * doubt;
		const from = Math.floor(random() * different.length);
		const near = [...different.slice(from, from + top), ...different.slice(0, top)];
		const others = [...new Set(near)].filter((one) => one !== token).slice(0, Math.max(0, top - 1));
		let left = 1 - share;
		const unlikelier = others.map((other) => {
			// At least half of what is left, so that each is likelier than the next.
			const part = left * (0.5 + 0.3 * random());
			left -= part;
			return likelihood(other, part);
		});
		const itself = likelihood(token, share);
		return { ...itself, top_logprobs: top > 0 ? [itself, ...unlikelier] : [] };
	});
}

const encoder = new TextEncoder();

function likelihood(token: string, share: number): Likelihood {
	// Engines may differ in the last digits of a logarithm.
	const logprob = Number(Math.log(share).toFixed(6));
	return { token, logprob, bytes: [...encoder.encode(token)] };
}
