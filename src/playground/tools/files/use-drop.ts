import { useState } from 'react';
import type { DragEvent } from 'react';

/** Takes a file that is dropped anywhere on an element. Text that is dragged into a box is none of its business. */
export function useDrop(take: (file: File) => void) {
	const [isOver, setIsOver] = useState(false);

	return {
		'data-dropping': isOver || undefined,
		onDragOver(event: DragEvent) {
			if (!hasFile(event)) return;
			// Without this the browser would leave the page for the file.
			event.preventDefault();
			setIsOver(true);
		},
		onDragLeave(event: DragEvent) {
			if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
		},
		onDrop(event: DragEvent) {
			if (!hasFile(event)) return;
			event.preventDefault();
			setIsOver(false);
			const file = event.dataTransfer.files[0];
			if (file) take(file);
		},
	};
}

function hasFile(event: DragEvent): boolean {
	return event.dataTransfer.types.includes('Files');
}
