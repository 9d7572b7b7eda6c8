/** The request: endpoint, key, model, message, fault. */
export { RequestForm } from './RequestForm.tsx';
