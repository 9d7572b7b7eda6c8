/**
 * The plot, on a canvas: uPlot draws axes and lines, `plot-painting.ts` bands, ticks and marks.
 *
 * Colours The page's CSS variables, read again when the theme changes.
 * Why     uPlot draws 10,000 points without adding elements to the page. It has no dependencies and loads with
 *         the panel (27 KB gzipped in all).
 */
import '../../language.ts';
import uPlot from 'uplot';
import { drawBands, drawMarks, drawTicks, inkOf } from './plot-painting.ts';
import type { Series } from './series.ts';

export interface Plot {
	show(series: Series): void;
	/** Marks the time of the selected frame; `undefined` removes the mark. */
	mark(atMs: number | undefined): void;
	/** Veils what a replay has not reached yet; `undefined` removes the veil. */
	veilFrom(atMs: number | undefined): void;
	end(): void;
}

const HEIGHT_PX = 260;

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
		// In every build of uPlot; its type allows for smaller ones.
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
			hooks: {
				drawClear: [(plotted) => drawBands(plotted, series, ink)],
				draw: [
					(plotted) => drawTicks(plotted, series, ink),
					(plotted) => drawMarks(plotted, series, ink),
				],
				setSize: [place],
			},
		};
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
	// Paper is light.
	const paper = matchMedia('print');
	paper.addEventListener('change', redraw);

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
			paper.removeEventListener('change', redraw);
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
