import { useEffect, useEffectEvent, useState } from 'react';

/** A figure that changes more often than this cannot be read. */
const EVERY_MS = 250;

/** A value that changes with each read, as of the last quarter of a second; at once when nothing is running. */
export function useSteady<Value>(value: Value, isRunning: boolean): Value {
	const [steady, setSteady] = useState(value);
	const [wasRunning, setWasRunning] = useState(isRunning);
	if (wasRunning !== isRunning) {
		setWasRunning(isRunning);
		setSteady(value);
	}
	const take = useEffectEvent(() => setSteady(value));
	useEffect(() => {
		if (!isRunning) return;
		const timer = setInterval(() => take(), EVERY_MS);
		return () => clearInterval(timer);
	}, [isRunning]);
	return isRunning ? steady : value;
}
