import { formatBytes } from '../format.ts';

/** How much of a leftover is shown. */
const LEFTOVER_CHARACTERS = 20_000;

/** A body without frames: shows what arrived instead, or says that nothing did. */
export function NoFrames({ body, isRunning }: { body: string; isRunning: boolean }) {
	if (body !== '') return <Bytes title="The body, which has no frames:" text={body} />;
	return <p className="pg-nothing">{isRunning ? 'Nothing yet.' : 'No bytes received.'}</p>;
}

/** Bytes after the last frame. */
export function Leftover({ rest }: { rest: Uint8Array }) {
	if (rest.length === 0) return null;
	return (
		<Bytes
			title={`After the last frame, ${formatBytes(rest.length)} that never became one:`}
			text={new TextDecoder().decode(rest.subarray(0, LEFTOVER_CHARACTERS))}
		/>
	);
}

function Bytes({ title, text }: { title: string; text: string }) {
	return (
		<div className="pg-leftover">
			<p>{title}</p>
			<pre tabIndex={0}>{text.slice(0, LEFTOVER_CHARACTERS)}</pre>
		</div>
	);
}
