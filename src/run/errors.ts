/** What can go wrong with a run or a recording by the caller's doing. What servers do is an outcome. */
import { StreamError } from '../sse/index.ts';

export class RunStartedTwiceError extends StreamError {
	// A literal, not `new.target.name`: the production build shortens class names.
	override readonly name = 'RunStartedTwiceError';
	readonly code = 'run-started-twice';

	constructor() {
		super(
			'This run was started before; a run is one request.',
			'Create a new run for each request.'
		);
	}
}
