/** What is painted on the plot beside uPlot's axes and lines: bands, ticks and marks, in the page's colours. */
import type uPlot from 'uplot';
import { formatMs } from '../../format.ts';
import type { Mark, Series } from './series.ts';

/** Height of the frame ticks, between the lines and the axis. */
const TICK_PX = 10;

const MARK_NAMES: Record<Mark['kind'], string> = {
	'first-byte': 'first byte',
	'first-text': 'first text',
	end: 'end',
};

export type Ink = ReturnType<typeof inkOf>;

export function inkOf(box: HTMLElement) {
	const style = getComputedStyle(box);
	const value = (name: string) => style.getPropertyValue(name).trim();
	return {
		// Read from the computed style, which resolves variables that refer to others.
		text: value('--role-text'),
		reasoning: value('--role-reasoning'),
		usage: value('--role-usage'),
		error: value('--role-error'),
		quiet: value('--ink-quiet'),
		strong: value('--ink-2'),
		hairline: value('--hairline'),
		panel: value('--panel'),
		font: style.fontFamily,
	};
}

/** In the background: the wait for each read, every other one shaded, and stalls in their own colour. */
export function drawBands({ ctx, bbox, valToPos }: uPlot, series: Series, ink: Ink) {
	const x = (ms: number) => valToPos(ms / 1000, 'x', true);
	ctx.save();
	ctx.fillStyle = ink.panel;
	let from = x(0);
	let isShaded = false;
	for (const ms of series.timesMs) {
		const to = x(ms);
		// Narrower bands would blur into grey.
		if (to - from < 3 * devicePixelRatio) continue;
		if (isShaded) ctx.fillRect(from, bbox.top, to - from, bbox.height);
		isShaded = !isShaded;
		from = to;
	}
	ctx.fillStyle = ink.error;
	ctx.globalAlpha = 0.1;
	for (const { fromMs, toMs } of series.stalls) {
		ctx.fillRect(x(fromMs), bbox.top, x(toMs) - x(fromMs), bbox.height);
	}
	ctx.restore();
}

/** A tick for each frame, at most one per pixel. */
export function drawTicks({ ctx, bbox, valToPos }: uPlot, series: Series, ink: Ink) {
	ctx.save();
	ctx.fillStyle = ink.strong;
	const length = TICK_PX * devicePixelRatio;
	let last = -1;
	for (const ms of series.frames.atMs) {
		const x = Math.round(valToPos(ms / 1000, 'x', true));
		if (x === last || Number.isNaN(x)) continue;
		last = x;
		ctx.fillRect(x, bbox.top + bbox.height - length, devicePixelRatio, length);
	}
	ctx.restore();
}

export function drawMarks({ ctx, bbox, valToPos }: uPlot, series: Series, ink: Ink) {
	const scale = devicePixelRatio;
	const x = (ms: number) => Math.round(valToPos(ms / 1000, 'x', true));
	ctx.save();
	ctx.font = `${11 * scale}px ${ink.font}`;
	ctx.textBaseline = 'top';
	ctx.textAlign = 'left';
	/** In rows, so that labels do not overlap; to the left of the mark if there is no room on the right. */
	const label = (text: string, at: number, row: number, colour: string) => {
		const { width } = ctx.measureText(text);
		const isOnLeft = at + 4 * scale + width > bbox.left + bbox.width;
		ctx.fillStyle = colour;
		ctx.fillText(text, isOnLeft ? at - 4 * scale - width : at + 4 * scale, (2 + 13 * row) * scale);
	};
	for (const { kind, atMs } of series.marks) {
		const colour = kind === 'first-text' ? ink.text : kind === 'end' ? ink.strong : ink.quiet;
		const row = kind === 'first-text' ? 1 : 0;
		ctx.fillStyle = colour;
		ctx.fillRect(
			x(atMs),
			(2 + 13 * row) * scale,
			scale,
			bbox.top + bbox.height - (2 + 13 * row) * scale
		);
		label(`${MARK_NAMES[kind]} ${formatMs(atMs)}`, x(atMs), row, colour);
	}
	for (const { fromMs, toMs } of series.stalls) {
		label(`stall, ${formatMs(toMs - fromMs)}`, x(fromMs), 3, ink.error);
	}
	for (const { atMs, frames } of series.bursts) {
		ctx.fillStyle = ink.error;
		ctx.fillRect(x(atMs), bbox.top, 2 * scale, bbox.height);
		label(`${frames} frames at once`, x(atMs), 4, ink.error);
	}
	ctx.restore();
}
