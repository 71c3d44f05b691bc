import { render } from 'preact';
import { Panel } from './panel.js';

const root = document.getElementById('panel');
if (root !== null) render(<Panel />, root);
