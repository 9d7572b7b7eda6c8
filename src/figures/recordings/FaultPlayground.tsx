import { useState } from 'react';
import type { ComponentProps } from 'react';
import { latePart, openingOn, Playground } from '../../playground/index.ts';

type PlaygroundProps = Omit<ComponentProps<typeof Playground>, 'opening'>;

/** The playground with a fault in its form. It opens on what that fault does. */
export function FaultPlayground({ preset, ...props }: PlaygroundProps) {
	const [Opened] = useState(() => openedOn(preset));
	return <Opened {...props} />;
}

// Also rendered on the server. In the browser the server's HTML stays until the engine has come.
function openedOn(preset: PlaygroundProps['preset'] = {}) {
	const plain = (props: PlaygroundProps) => <Playground {...props} preset={preset} />;
	return latePart(
		async () => {
			const opening = await openingOn(preset);
			return (props: PlaygroundProps) => <Playground {...{ ...props, preset, opening }} />;
		},
		() => undefined,
		plain
	);
}
