import type { Choice, ToolCall } from '../../../chat/index.ts';
import { count } from '../../format.ts';
import { CopyButton } from '../../parts/index.ts';
import { BesideJSON } from './BesideJSON.tsx';
import { isWholeJSON, jsonLines } from './json-lines.ts';

interface Props {
	choice: Choice;
	isRunning: boolean;
}

/** Longer arguments are shown as one text, because indenting them again would slow down every paint. */
const LAID_OUT_CHARACTERS = 20_000;

/** The calls of one choice: name, id and the arguments so far. */
export function ToolCalls({ choice, isRunning }: Props) {
	return choice.toolCalls.map((call, position) => (
		<section
			key={position}
			className="pg-part pg-tool-call"
			aria-label={`Tool call ${position + 1}`}
		>
			<header>
				<h3>
					Tool call <code data-tone="tool">{call.name ?? '(no name yet)'}</code>
				</h3>
				<span>{call.id ?? 'no id'}</span>
				<CopyButton what={`arguments of call ${position + 1}`} text={() => call.arguments} />
			</header>
			{/* Whole arguments are laid out as they are. */}
			<BesideJSON
				text={isWholeJSON(call.arguments) ? '' : call.arguments}
				of={`call ${position + 1}`}
			>
				<pre
					tabIndex={0}
					aria-label={`Arguments of call ${position + 1}`}
					data-tone="tool"
					data-part="toolCall"
					data-choice={choice.index}
					data-tool-call={position}
				>
					<Arguments json={call.arguments} />
				</pre>
			</BesideJSON>
			<Remark call={call} isRunning={isRunning} />
		</section>
	));
}

/** Lines are boxes, not line breaks, so that the text is exactly what was received. */
function Arguments({ json }: { json: string }) {
	if (json.length > LAID_OUT_CHARACTERS) return json;
	return jsonLines(json).map((line, i) => (
		<span key={i} className="pg-json-line" style={{ paddingInlineStart: `${line.depth * 1.25}em` }}>
			{line.text}
		</span>
	));
}

/** What a program that parsed these arguments would find. */
function Remark({ call, isRunning }: { call: ToolCall; isRunning: boolean }) {
	if (isRunning) return null;
	if (call.arguments === '') return <p className="pg-nothing">No arguments received.</p>;
	if (isWholeJSON(call.arguments)) return null;
	return (
		<p className="pg-problem">
			These {count(call.arguments.length, 'character')} are not complete JSON. Do not run the call.
		</p>
	);
}
