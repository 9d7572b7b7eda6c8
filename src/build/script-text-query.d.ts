/** A module imported as the text of a script, see `script-text.ts`. */
declare module '*?script-text' {
	const text: string;
	export default text;
}
