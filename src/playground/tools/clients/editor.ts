/**
 * CodeMirror for one JavaScript file, in the site's colours.
 *
 * It is in a shadow root, where CodeMirror uses adopted style sheets. In the page itself it would insert
 * `<style>` elements, which the site's policy blocks. The site's colours come in as custom properties.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import {
	bracketMatching,
	HighlightStyle,
	indentOnInput,
	indentUnit,
	syntaxHighlighting,
} from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import {
	drawSelection,
	EditorView,
	highlightActiveLine,
	highlightActiveLineGutter,
	keymap,
	lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

export interface EditorHandle {
	setText(text: string): void;
	/** Moves the cursor to a line, counted from 1. */
	goTo(line: number): void;
	close(): void;
}

const theme = EditorView.theme({
	'&': { height: '24rem', color: 'var(--ink)', backgroundColor: 'var(--panel)' },
	'&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
	'.cm-scroller': { fontFamily: 'var(--__sl-font-mono)', fontSize: '0.8125rem', lineHeight: '1.6' },
	'.cm-content': { caretColor: 'var(--ink)' },
	'.cm-cursor': { borderLeftColor: 'var(--ink)' },
	'.cm-gutters': {
		color: 'var(--ink-quiet)',
		backgroundColor: 'var(--panel)',
		borderRight: '1px solid var(--hairline)',
	},
	'.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--panel-strong)' },
	// The same selector as CodeMirror's own rule, which would win otherwise.
	'&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
		{ backgroundColor: 'color-mix(in oklab, var(--accent) 28%, transparent)' },
	'&.cm-focused .cm-matchingBracket': {
		backgroundColor: 'transparent',
		outline: '1px solid var(--hairline-strong)',
	},
});

/** The colours of printed code (`styles/index.ts`), which are also those of the frames. */
const ink = HighlightStyle.define([
	{ tag: tags.comment, color: 'var(--ink-quiet)', fontStyle: 'italic' },
	{ tag: [tags.string, tags.regexp, tags.special(tags.string)], color: 'var(--role-text)' },
	{ tag: [tags.keyword, tags.self], color: 'var(--role-reasoning)' },
	{ tag: [tags.function(tags.variableName), tags.propertyName], color: 'var(--role-tool)' },
	{ tag: [tags.number, tags.bool, tags.null, tags.escape], color: 'var(--role-usage)' },
]);

export function createEditor(
	host: HTMLElement,
	options: { text: string; label: string; onChange: (text: string) => void }
): EditorHandle {
	const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
	const view = new EditorView({
		root,
		parent: root,
		state: EditorState.create({
			doc: options.text,
			extensions: [
				lineNumbers(),
				history(),
				drawSelection(),
				indentOnInput(),
				indentUnit.of('  '),
				bracketMatching(),
				highlightActiveLine(),
				highlightActiveLineGutter(),
				// Esc, then Tab, leaves the editor: a feature of CodeMirror.
				keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
				javascript(),
				syntaxHighlighting(ink),
				theme,
				EditorView.contentAttributes.of({ 'aria-label': options.label, tabindex: '0' }),
				EditorView.updateListener.of(({ docChanged, state }) => {
					if (docChanged) options.onChange(state.doc.toString());
				}),
			],
		}),
	});

	return {
		setText(text) {
			view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
			view.focus();
		},
		goTo(line) {
			const { from } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
			view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
			view.focus();
		},
		close: () => view.destroy(),
	};
}
