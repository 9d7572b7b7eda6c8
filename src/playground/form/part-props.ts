import type { ReactNode } from 'react';
import type { Field, Form, Settings } from '../state/index.ts';

/** What the parts of the form share. */
export interface PartProps {
	settings: Settings;
	onChange: Form['change'];
	problem: (field: Field) => ReactNode;
}
