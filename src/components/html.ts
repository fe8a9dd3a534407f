export { escapeHtml } from '../view/escape.ts';
