import { render } from 'preact';
import { keepPageLook, readPageLook, showPageLook } from '../page-look.js';
import { PageTokens } from '../page-tokens.js';
import { MyCallsPage } from './my-calls-page.js';
import { OwnRecords } from './own-records.js';

const root = document.getElementById('my-calls');
if (root !== null) {
  const look = readPageLook();
  showPageLook(document, look);
  const records = new OwnRecords(new PageTokens('agent'));
  render(
    <MyCallsPage
      records={records}
      language={look.language}
      onLanguage={(language) => keepPageLook({ ...look, language })}
    />,
    root,
  );
}
