import { render } from 'preact';
import { readPageLook, showPageLook } from '../page-look.js';
import { takePageToken } from '../page-token.js';
import { LiveView } from './live-view.js';

const root = document.getElementById('try');
if (root !== null) {
  const look = readPageLook();
  showPageLook(document, look);
  render(<LiveView token={takePageToken('source')} language={look.language} />, root);
}
