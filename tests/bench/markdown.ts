/**
 * An answer in Markdown as models write them: headings, prose, lists, code and tables, from a seed.
 *
 * Out     `pieces`, so many as asked for, of a word or so each, as deltas bring them; and `shown`, what a
 *         reader of the drawn answer sees, without white space: what no view may lose.
 */
import { createRandom } from '../support/random.ts';

const WORDS =
	'the stream of tokens reaches a reader before it ends and so the answer model server network cuts café 流式'.split(
		' '
	);

export function markdownAnswer({ pieces: wanted, seed }: { pieces: number; seed: number }) {
	const random = createRandom(seed);
	const pieces: string[] = [];
	let shown = '';

	const mark = (text: string) => pieces.push(text);
	const words = (count: number, decorate = (word: string, _i: number) => word) => {
		for (let i = 0; i < count; i++) {
			const word = WORDS[Math.floor(random() * WORDS.length)]!;
			shown += word;
			mark(`${decorate(word, i)} `);
		}
	};

	const blocks = [
		() => {
			mark('## ');
			words(4);
		},
		// Emphasis, code and plain words, as prose has them.
		() =>
			words(45, (word, i) => (i % 15 === 4 ? `**${word}**` : i % 20 === 9 ? `\`${word}\`` : word)),
		() => words(30),
		() => {
			for (let item = 0; item < 4; item++) {
				mark('- ');
				words(8);
				mark('\n');
			}
		},
		() => {
			mark('```js\n');
			for (let line = 0; line < 5; line++) {
				words(5);
				mark('\n');
			}
			mark('```');
		},
		() => {
			for (let row = 0; row < 4; row++) {
				mark('| ');
				words(3, (word) => `${word} |`);
				mark('\n');
				if (row === 0) mark('|---|---|---|\n');
			}
		},
	];
	const mostPieces = 60;
	for (let i = 0; pieces.length < wanted - mostPieces; i++) {
		blocks[i % blocks.length]!();
		mark('\n\n');
	}
	words(wanted - pieces.length);
	return { pieces, shown };
}
