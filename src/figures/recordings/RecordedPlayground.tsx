import type { ComponentProps, ComponentType } from 'react';
import { loadRecording, snapshotOf } from '../../run/index.ts';
import { late, latePart, Playground } from '../../playground/index.ts';
import type { Opening } from '../../playground/index.ts';
import { recordings } from './index.ts';
import type { EmbeddedRecording, RecordingName } from './index.ts';

type PlaygroundProps = Omit<ComponentProps<typeof Playground>, 'opening'>;

interface Props extends PlaygroundProps {
	recording: RecordingName;
}

/** The playground with a recording that can be replayed without a key. Run starts a new run, as always. */
export function RecordedPlayground({ recording, ...props }: Props) {
	// One for each name; `Object.fromEntries` forgets them.
	const Recorded = byName[recording]!;
	return <Recorded {...props} />;
}

// Also rendered on the server. In the browser the server's HTML stays until the recording has loaded.
function recorded({ title, load }: EmbeddedRecording) {
	const loadFile = late('The recording', load);
	return latePart(
		async () => {
			const snapshot = snapshotOf(loadRecording((await loadFile()).default));
			const opening: Opening = { shown: 'recording', title, snapshot };
			return (props: PlaygroundProps) => <Playground {...props} opening={opening} />;
		},
		() => undefined
	);
}

const byName: Readonly<Record<string, ComponentType<PlaygroundProps>>> = Object.fromEntries(
	Object.entries(recordings).map(([name, one]) => [name, recorded(one)])
);
