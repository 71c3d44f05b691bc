import { render } from 'preact';
import { keepPageLook, readPageLook, showPageLook } from '../page-look.js';
import { takePageToken } from '../page-token.js';
import { MyCallsPage } from './my-calls-page.js';
import { OwnRecords } from './own-records.js';

const root = document.getElementById('my-calls');
if (root !== null) {
  const look = readPageLook();
  showPageLook(document, look);
  const token = takePageToken('agent');
  const records = token === null ? null : new OwnRecords(token);
  render(
    <MyCallsPage
      records={records}
      language={look.language}
      onLanguage={(language) => keepPageLook({ ...look, language })}
    />,
    root,
  );
}
