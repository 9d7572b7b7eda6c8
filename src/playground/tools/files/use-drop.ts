import { useState } from 'react';
import type { DragEvent } from 'react';

/** Accepts a file dropped anywhere on an element. Dragged text is left to text boxes. */
export function useDrop(onFile: (file: File) => void) {
	const [isOver, setIsOver] = useState(false);

	return {
		'data-dropping': isOver || undefined,
		onDragOver(event: DragEvent) {
			if (!hasFile(event)) return;
			// Otherwise the browser would open the file instead of the page.
			event.preventDefault();
			setIsOver(true);
		},
		onDragLeave(event: DragEvent) {
			const { relatedTarget } = event;
			const isInside = relatedTarget instanceof Node && event.currentTarget.contains(relatedTarget);
			if (!isInside) setIsOver(false);
		},
		onDrop(event: DragEvent) {
			if (!hasFile(event)) return;
			event.preventDefault();
			setIsOver(false);
			const file = event.dataTransfer.files[0];
			if (file) onFile(file);
		},
	};
}

function hasFile(event: DragEvent): boolean {
	return event.dataTransfer.types.includes('Files');
}
