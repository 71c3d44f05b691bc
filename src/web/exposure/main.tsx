import { render } from 'preact';
import { readPageLook, showPageLook } from '../page-look.js';
import { takePageToken } from '../page-token.js';
import { ExposureClient } from './exposure-client.js';
import { ExposurePage } from './exposure-page.js';

const root = document.getElementById('exposure');
if (root !== null) {
  const look = readPageLook();
  showPageLook(document, look);
  const token = takePageToken('lead');
  const client = token === null ? null : new ExposureClient(token);
  render(<ExposurePage client={client} look={look} />, root);
}
