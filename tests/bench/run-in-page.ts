/** Runs in the page: presses Run and comes back after the paint that shows the end. */
export async function runInPage() {
	const buttons = [...document.querySelectorAll('button')];
	const run = buttons.find(({ textContent }) => textContent.startsWith('Run'))!;
	const stop = buttons.find(({ textContent }) => textContent === 'Stop')!;
	const list = document.querySelector('[aria-label="Raw frames"]')!;
	const tasks: number[] = [];
	const observer = new PerformanceObserver((entries) => {
		for (const { duration } of entries.getEntries()) tasks.push(duration);
	});
	observer.observe({ type: 'longtask' });
	let rows = 0;
	let isOver = false;
	let paintedAt = performance.now();
	let longestGapMs = 0;
	const countRows = () => {
		rows = Math.max(rows, list.querySelectorAll('[data-frame-index]').length);
		longestGapMs = Math.max(longestGapMs, performance.now() - paintedAt);
		paintedAt = performance.now();
		if (!isOver) requestAnimationFrame(countRows);
	};

	const startedAt = performance.now();
	countRows();
	run.click();
	await new Promise<void>((resolve) => {
		const started = () => !stop.disabled;
		const ended = () => stop.disabled;
		let wanted = started;
		const look = () => {
			if (!wanted()) return;
			if (wanted === ended) return resolve();
			wanted = ended;
		};
		new MutationObserver(look).observe(stop, { attributes: true });
		look();
	});
	// In a task of its own after the paint that shows it.
	await new Promise<void>((resolve) => {
		requestAnimationFrame(() => {
			const { port1, port2 } = new MessageChannel();
			port1.addEventListener('message', () => resolve());
			port1.start();
			port2.postMessage(undefined);
		});
	});
	const totalMs = performance.now() - startedAt;
	isOver = true;
	// Entries come a little later than what they tell of.
	await new Promise((resolve) => setTimeout(resolve, 100));
	observer.disconnect();
	return { totalMs, longestTaskMs: Math.max(0, ...tasks), longestGapMs, rows };
}
