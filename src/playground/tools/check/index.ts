export { CheckPanel } from './CheckPanel.tsx';
