import { render } from 'preact';
import { readPageLook, showPageLook } from '../page-look.js';
import { PageTokens } from '../page-tokens.js';
import { ExposureClient } from './exposure-client.js';
import { ExposurePage } from './exposure-page.js';

const root = document.getElementById('exposure');
if (root !== null) {
  const look = readPageLook();
  showPageLook(document, look);
  const client = new ExposureClient(new PageTokens('lead'));
  render(<ExposurePage client={client} look={look} />, root);
}
