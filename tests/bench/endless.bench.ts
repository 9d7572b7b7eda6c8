/**
 * Streams that are longer than a page keeps: a million tiny frames, 100 MB, and a hundred runs. The floor has no
 * limit for what it draws, and takes no part.
 *
 * Run     `npm run build`, then `npm run bench -- endless`. Any number after it below 240,000 takes a tenth.
 * Units   ms by the clock, from the click to the paint; heap in 1,000,000 bytes, beyond that of the page at rest.
 * Errors  exit code 1 for frames that are lost, and for a row that is missed.
 */
import { EVENTS, verdict } from './harness.ts';
import { openStage, type Stream } from './stage.ts';

const SCALE = EVENTS < 240_000 ? 10 : 1;
const MILLION = 1_000_000 / SCALE;
const BODY_BYTES = 100_000_000 / SCALE;
const END = 'data: [DONE]\n\n';

function repeated(name: string, content: string, frames: number, atOnce: number): Stream {
	const frame = `data: {"choices":[{"index":0,"delta":{"content":"${content}"}}]}\n\n`;
	return {
		name,
		view: 'plain',
		frames: frames + 1,
		text: undefined,
		async write(send) {
			const block = frame.repeat(atOnce);
			for (let sent = 0; sent < frames; sent += atOnce) await send(block);
			await send(END);
		},
	};
}

const tiny = repeated('tiny', 'tok ', MILLION, 1000);
const large = repeated('large', 'lorem ipsum '.repeat(80), Math.round(BODY_BYTES / 1020), 1);
const short = repeated('short', 'word ', 200, 10);
const endless: Stream = {
	...tiny,
	name: 'endless',
	frames: Infinity,
	async write(send) {
		const block = 'data: {"choices":[{"index":0,"delta":{"content":"tok "}}]}\n\n'.repeat(1000);
		for (let sent = 0; sent < 20 * MILLION; sent += 1000) await send(block);
	},
};

const stage = await openStage([tiny, large, short, endless]);
const { page } = stage.pages.ours;
await stage.measure('ours', short);
const atRest = await stage.heapBytes('ours');
const heapMB = async () => ((await stage.heapBytes('ours')) - atRest) / 1e6;

const million = await stage.measure('ours', tiny);
console.log(`${MILLION.toLocaleString('en')} tiny frames: ${million.totalMs.toFixed(0)} ms`);
verdict('until the end is painted', million.totalMs / 1000, { atMost: 15 / SCALE }, ' s');
verdict('heap', await heapMB(), { atMost: 150 }, ' MB');

console.log('Stop, in the middle of an endless stream');
verdict('until it is painted', await stopAfter(3000 / SCALE), { atMost: 100 }, ' ms');

const body = await stage.measure('ours', large);
console.log(`A body of ${BODY_BYTES / 1e6} MB`);
verdict('until the end is painted', body.totalMs / 1000, { atMost: 10 / SCALE }, ' s');

for (let run = 0; run < 20; run++) await stage.measure('ours', short);
const twenty = await stage.heapBytes('ours');
for (let run = 0; run < 80; run++) await stage.measure('ours', short);
const hundred = await stage.heapBytes('ours');
const inMB = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
console.log(`The page's heap after 20 runs ${inMB(twenty)}, after 100 ${inMB(hundred)}`);
verdict('times the heap', hundred / twenty, { atMost: 1.05 });
await stage.close();

/** The time from a press on Stop to the paint that shows the end. */
async function stopAfter(ms: number): Promise<number> {
	await stage.choose('ours', endless);
	return page.evaluate(async (waitMs) => {
		const buttons = [...document.querySelectorAll('button')];
		const run = buttons.find(({ textContent }) => textContent.startsWith('Run'))!;
		const stop = buttons.find(({ textContent }) => textContent === 'Stop')!;
		run.click();
		await new Promise((resolve) => setTimeout(resolve, waitMs));
		const pressedAt = performance.now();
		stop.click();
		while (!stop.disabled) await new Promise((resolve) => requestAnimationFrame(resolve));
		await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
		return performance.now() - pressedAt;
	}, ms);
}
