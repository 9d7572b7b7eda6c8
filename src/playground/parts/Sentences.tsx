/** Plain text in which backticks stand around names to be typed. */
export function Sentences({ text }: { text: string }) {
	return text.split('`').map((part, i) => (i % 2 === 0 ? part : <code key={i}>{part}</code>));
}
