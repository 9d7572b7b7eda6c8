/**
 * Whether text that comes in pieces is a whole JSON object or list by now.
 *
 * Cost  Each character is looked at once, and the text is parsed once: when its brackets first close.
 */
export interface GrowingJSON {
	text: string;
	state: 'blank' | 'open' | 'closed' | 'broken';
	depth: number;
	isInString: boolean;
	isEscaped: boolean;
	/** Of the text as it stood when its brackets closed. */
	isValid: boolean | undefined;
}

export function createGrowing(text = ''): GrowingJSON {
	const growing: GrowingJSON = {
		text: '',
		state: 'blank',
		depth: 0,
		isInString: false,
		isEscaped: false,
		isValid: undefined,
	};
	grow(growing, text);
	return growing;
}

export function grow(growing: GrowingJSON, piece: string): void {
	if (growing.state === 'broken') return;
	growing.text += piece;
	for (const character of piece) {
		if (step(growing, character)) continue;
		growing.state = 'broken';
		growing.text = '';
		return;
	}
}

export function isWhole(growing: GrowingJSON): boolean {
	if (growing.state !== 'closed') return false;
	growing.isValid ??= parses(growing.text);
	return growing.isValid;
}

/** Returns whether it may still be JSON. */
function step(growing: GrowingJSON, character: string): boolean {
	if (growing.isInString) {
		if (growing.isEscaped) growing.isEscaped = false;
		else if (character === '\\') growing.isEscaped = true;
		else if (character === '"') growing.isInString = false;
		return true;
	}
	if (/[ \t\n\r]/.test(character)) return true;
	const isOpening = character === '{' || character === '[';
	// It begins with a bracket, and nothing comes after the one that closes that.
	if (growing.state === 'closed' || (growing.state === 'blank' && !isOpening)) return false;
	growing.state = 'open';
	if (isOpening) growing.depth++;
	else if (character === '"') growing.isInString = true;
	else if ((character === '}' || character === ']') && --growing.depth === 0) {
		growing.state = 'closed';
	}
	return true;
}

function parses(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
