/** The tool "Clients": what each client makes of the recorded bytes. */
export { ClientsPanel } from './ClientsPanel.tsx';
export { ClientTable } from './ClientTable.tsx';
export { example } from './clients.ts';
