/** Every fault there is, by group, in the order in which a reader should meet them. */
import { chat } from './chat.ts';
import { cutting } from './cutting.ts';
import { ends } from './ends.ts';
import { elsewhere } from './elsewhere.ts';
import { errors } from './errors.ts';
import type { Fault, FaultDefinition, Group, Options } from './fault.ts';
import { finish } from './finish.ts';
import { format } from './format.ts';
import { limits } from './limits.ts';
import { noStream } from './no-stream.ts';
import { parts } from './parts.ts';
import { protocols } from './protocols.ts';
import { requests } from './requests.ts';
import { statuses } from './statuses.ts';
import { time } from './time.ts';
import { toolCalls } from './tool-calls.ts';
import { usage } from './usage.ts';

const groups: Readonly<Record<Group, readonly FaultDefinition<Options>[]>> = {
	cutting,
	format,
	chat: [...chat, ...parts, ...toolCalls, ...elsewhere, ...usage],
	ends: [...ends, ...finish, ...errors],
	time,
	http: [...noStream, ...protocols, ...statuses, ...limits, ...requests],
};

export const faults: readonly Fault[] = Object.entries(groups).flatMap(([group, definitions]) =>
	// `Object.entries` forgets the type of the names.
	definitions.map((definition) => ({ ...definition, group: group as Group }))
);
