/** The engines that the flows run in. */
export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;

export type Engine = (typeof ENGINES)[number];

/** @param list `ENGINES`: names with commas between. All, where it is not set. */
export function enginesIn(list: string | undefined): readonly Engine[] {
	if (!list) return ENGINES;
	const wanted = list.split(',');
	const unknown = wanted.filter((name) => !ENGINES.some((one) => one === name));
	if (unknown.length > 0) {
		throw new Error(`ENGINES names "${unknown.join(',')}". There are ${ENGINES.join(', ')}.`);
	}
	return ENGINES.filter((one) => wanted.includes(one));
}
