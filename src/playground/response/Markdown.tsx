import type { Token, Tokens } from 'marked';
import { memo, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { createBlockReader } from './markdown-blocks.ts';
import { known, nameOf, unescape } from './markdown-text.ts';

interface Props {
	/** Only grows by appending; another run mounts another `Markdown`. */
	text: string;
	isFinal: boolean;
	/** Called with whether some of the text exceeds the lexer's limits and is shown unparsed. */
	onLimited?: ((isLimited: boolean) => void) | undefined;
}

/**
 * Model text as Markdown. Safe by construction: tokens become a fixed set of React elements, HTML in the
 * text stays text, and links go to http, https and mailto only. Images become links and are not loaded,
 * since an image URL alone could leak the prompt. Each block has its own text direction, so that Arabic
 * text has its punctuation in the right place.
 */
export function Markdown({ text, isFinal, onLimited }: Props) {
	const [read] = useState(createBlockReader);
	const blocks = read(text, isFinal);
	const isLimited = blocks.some((block) => block.isLimited);
	useEffect(() => onLimited?.(isLimited), [isLimited, onLimited]);
	return blocks.map((block) => <Block key={block.start} token={block.token} />);
}

// Memoised: a settled block keeps its token, so only the growing block rerenders.
const Block = memo(function Block({ token }: { token: Token }) {
	return drawToken(token, 0);
});

function draw(tokens: readonly Token[] | undefined): ReactNode {
	return tokens?.map(drawToken);
}

/** Marked's `Token` type is open to extensions; these are all the core types. */
function drawToken(it: Token, key: number): ReactNode {
	const token = known(it);
	switch (token.type) {
		case 'paragraph':
			return (
				<p key={key} dir="auto">
					{draw(token.tokens)}
				</p>
			);
		case 'heading': {
			// Answers begin with a heading of the first or the second level; above them stands `Response`, an h2.
			const Heading = `h${Math.min(6, Math.max(3, token.depth + 1))}` as 'h3';
			return (
				<Heading key={key} dir="auto">
					{draw(token.tokens)}
				</Heading>
			);
		}
		case 'text':
			return token.tokens ? draw(token.tokens) : unescape(token.text);
		case 'escape':
			return token.text;
		case 'strong':
			return <strong key={key}>{draw(token.tokens)}</strong>;
		case 'em':
			return <em key={key}>{draw(token.tokens)}</em>;
		case 'del':
			return <del key={key}>{draw(token.tokens)}</del>;
		case 'codespan':
			return <code key={key}>{token.text}</code>;
		case 'br':
			return <br key={key} />;
		case 'hr':
			return <hr key={key} />;
		case 'code':
			return (
				<pre key={key} tabIndex={0}>
					<code>{token.text}</code>
				</pre>
			);
		case 'blockquote':
			return (
				<blockquote key={key} dir="auto">
					{draw(token.tokens)}
				</blockquote>
			);
		case 'list':
			return drawList(token, key);
		case 'table':
			return drawTable(token, key);
		case 'checkbox':
			return (
				<input
					key={key}
					type="checkbox"
					checked={token.checked}
					disabled
					aria-label="Task"
					readOnly
				/>
			);
		case 'link':
			return drawLink(key, token.href, draw(imagesAsText(token.tokens ?? [])));
		case 'image':
			return drawLink(key, token.href, nameOf(token));
		case 'space':
		case 'def':
			return null;
		default:
			// Raw HTML, and anything that a later version adds, is shown as text.
			return token.raw;
	}
}

function drawList(list: Tokens.List, key: number) {
	const items = list.items.map((item, i) => (
		<li key={i} dir="auto">
			{draw(item.tokens)}
		</li>
	));
	if (!list.ordered)
		return (
			<ul key={key} dir="auto">
				{items}
			</ul>
		);
	return (
		<ol key={key} dir="auto" start={list.start === '' ? 1 : list.start}>
			{items}
		</ol>
	);
}

function drawTable(table: Tokens.Table, key: number) {
	return (
		<div key={key} className="pg-table" tabIndex={0} role="group" aria-label="Table">
			<table>
				<thead>
					<tr>
						{table.header.map((cell, i) => (
							<th key={i} dir="auto" align={cell.align ?? undefined}>
								{draw(cell.tokens)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{table.rows.map((row, i) => (
						<tr key={i}>
							{row.map((cell, j) => (
								<td key={j} dir="auto" align={cell.align ?? undefined}>
									{draw(cell.tokens)}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function drawLink(key: number, rawHref: string, children: ReactNode) {
	// Check the URL the browser will get, not the way it was written.
	const href = unescape(rawHref);
	if (!/^(https?:|mailto:)/i.test(href)) return <span key={key}>{children}</span>;
	return (
		<a key={key} href={href} target="_blank" rel="noreferrer noopener">
			{children}
		</a>
	);
}

/** For an image inside a link, such as a badge: HTML allows no link inside a link. */
function imagesAsText(tokens: readonly Token[]): Token[] {
	return tokens.map((one) => {
		const token = known(one);
		if (token.type === 'image') {
			return { type: 'escape', raw: token.raw, text: nameOf(token) };
		}
		return 'tokens' in token && token.tokens
			? { ...token, tokens: imagesAsText(token.tokens) }
			: token;
	});
}
