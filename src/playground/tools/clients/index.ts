/** The tool "Clients": what each client makes of the recorded bytes. */
export { ClientTable } from './ClientTable.tsx';
export { example } from './clients.ts';
