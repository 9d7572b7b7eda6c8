/**
 * The plot, on a canvas: uPlot draws axes and lines; bands, ticks and marks are drawn here.
 *
 * Colours The page's CSS variables, read again when the theme changes.
 * Why     uPlot draws 10,000 points without adding elements to the page. It has no dependencies and loads with
 *         the panel (27 KB gzipped in all).
 */
import uPlot from 'uplot';
import { formatMs } from '../../format.ts';
import type { Mark, Series } from './series.ts';

export interface Plot {
	show(series: Series): void;
	/** Marks the time of the selected frame; `undefined` removes the mark. */
	mark(atMs: number | undefined): void;
	/** Veils what a replay has not reached yet; `undefined` removes the veil. */
	veilFrom(atMs: number | undefined): void;
	end(): void;
}

const HEIGHT_PX = 260;
/** Height of the frame ticks, between the lines and the axis. */
const TICK_PX = 10;

const MARK_NAMES: Record<Mark['kind'], string> = {
	'first-byte': 'first byte',
	'first-text': 'first text',
	end: 'end',
};

export function createPlot(box: HTMLElement, first: Series, onPoint: (ms: number) => void): Plot {
	let series = first;
	let ink = inkOf(box);
	const line = document.createElement('div');
	line.className = 'pg-plot-selected';
	const veil = document.createElement('div');
	veil.className = 'pg-plot-veil';
	let markedMs: number | undefined;
	let veiledMs: number | undefined;
	let plot = draw();

	function draw(): uPlot {
		const created = new uPlot(optionsFor(), dataOf(series), box);
		created.over.append(veil, line);
		created.over.addEventListener('pointermove', onPointer);
		created.over.addEventListener('pointerdown', onPointer);
		return created;
	}

	function onPointer(event: PointerEvent) {
		const { left } = plot.over.getBoundingClientRect();
		onPoint(plot.posToVal(event.clientX - left, 'x') * 1000);
	}

	function optionsFor(): uPlot.Options {
		const stepped = uPlot.paths.stepped!({ align: 1 });
		const font = `11px ${ink.font}`;
		const axis = {
			stroke: ink.quiet,
			font,
			grid: { stroke: ink.hairline, width: 1 },
			ticks: { show: false },
		};
		const seriesLine = (stroke: string, dash?: number[]): uPlot.Series => ({
			stroke,
			width: 1.75,
			paths: stepped,
			points: { show: false },
			...(dash && { dash }),
		});
		return {
			width: Math.max(200, box.clientWidth),
			height: HEIGHT_PX,
			padding: [26, 10, 0, 0],
			legend: { show: false },
			cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
			scales: {
				x: { time: false, range: () => [0, Math.max(series.endMs, 1) / 1000] },
				y: { range: (_, __, most) => [-0.09 * Math.max(most, 1), Math.max(most, 1) * 1.05] },
				tokens: { range: (_, __, most) => [-0.09 * Math.max(most, 1), Math.max(most, 1) * 1.05] },
			},
			axes: [
				{ ...axis, size: 28, values: (_, splits) => splits.map((s) => `${s} s`) },
				{
					...axis,
					size: 52,
					values: (_, splits) => splits.map((n) => (n < 0 ? '' : n.toLocaleString('en'))),
				},
				{
					...axis,
					side: 1,
					scale: 'tokens',
					show: series.tokens !== undefined,
					grid: { show: false },
				},
			],
			series: [
				{},
				seriesLine(ink.text),
				{ ...seriesLine(ink.reasoning, [6, 3]), show: series.reasoning !== undefined },
				{
					...seriesLine(ink.usage, [2, 3]),
					scale: 'tokens',
					spanGaps: true,
					show: series.tokens !== undefined,
				},
			],
			hooks: { drawClear: [drawBands], draw: [drawTicks, drawMarks], setSize: [place] },
		};
	}

	/** In the background: the wait for each read, every other one shaded, and stalls in their own colour. */
	function drawBands({ ctx, bbox, valToPos }: uPlot) {
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
	function drawTicks({ ctx, bbox, valToPos }: uPlot) {
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

	function drawMarks({ ctx, bbox, valToPos }: uPlot) {
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
			ctx.fillText(
				text,
				isOnLeft ? at - 4 * scale - width : at + 4 * scale,
				(2 + 13 * row) * scale
			);
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

	/** The two moving parts are elements, so that moving them does not redraw the canvas. */
	function place() {
		line.hidden = markedMs === undefined;
		if (markedMs !== undefined) line.style.left = `${leftOf(plot, markedMs)}px`;
		veil.hidden = veiledMs === undefined;
		if (veiledMs !== undefined) veil.style.left = `${Math.max(0, leftOf(plot, veiledMs))}px`;
	}

	const resized = new ResizeObserver(() => {
		if (box.clientWidth !== plot.width) {
			plot.setSize({ width: Math.max(200, box.clientWidth), height: HEIGHT_PX });
		}
	});
	resized.observe(box);

	/** uPlot cannot change the colours of a plot, so new colours need a new plot. */
	const redraw = () => {
		ink = inkOf(box);
		plot.destroy();
		plot = draw();
		place();
	};
	const themed = new MutationObserver(redraw);
	themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });

	return {
		show(newer) {
			const hasSameLines =
				(series.tokens === undefined) === (newer.tokens === undefined) &&
				(series.reasoning === undefined) === (newer.reasoning === undefined);
			series = newer;
			if (!hasSameLines) return redraw();
			plot.setData(dataOf(series));
			place();
		},
		mark(atMs) {
			markedMs = atMs;
			place();
		},
		veilFrom(atMs) {
			veiledMs = atMs;
			place();
		},
		end() {
			resized.disconnect();
			themed.disconnect();
			plot.destroy();
		},
	};
}

/** CSS pixels from the left of the plot. */
function leftOf(plot: uPlot, ms: number): number {
	return plot.valToPos(ms / 1000, 'x');
}

function dataOf({ timesMs, text, reasoning, tokens }: Series): uPlot.AlignedData {
	const none = timesMs.map(() => null);
	return [
		timesMs.map((ms) => ms / 1000),
		[...text],
		reasoning ? [...reasoning] : none,
		tokens ? [...tokens] : none,
	];
}

function inkOf(box: HTMLElement) {
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
