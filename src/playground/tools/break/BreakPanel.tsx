import { ClientTable } from '../clients/index.ts';
import type { PanelProps } from '../index.ts';
import { FaultForm } from './FaultForm.tsx';
import { RecutForm } from './RecutForm.tsx';

/** Breaks things on purpose: a fault of the demo API, or the same bytes split into other reads. */
export function BreakPanel(props: PanelProps) {
	const { view, snapshot, selection } = props;
	return (
		<div className="pg-break">
			<FaultForm {...props} />
			<RecutForm {...props} />
			<div role="group" aria-label="Clients over these bytes">
				<h3>Clients over these bytes</h3>
				<ClientTable key={view.runId} {...{ snapshot, selection }} />
			</div>
		</div>
	);
}
