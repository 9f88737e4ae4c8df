// Step 1: what it is and which file. The file goes up as it is; progress is shown, and it can be stopped.
import { useState, type ChangeEvent } from 'react';
import type { Import } from '../../api/types.ts';
import { show_bytes } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { RecentImports } from './RecentImports.tsx';
import { useImportKinds } from './requests.ts';
import { useUpload, type Sending } from './useUpload.ts';
import styles from './Imports.module.css';

export function FileStep({ on_file }: { on_file: (file: Import) => void }) {
  const t = useText();
  const [what, set_what] = useState('customers');
  const offered = useImportKinds();
  const { sending, refusal, take, stop } = useUpload(what, on_file);
  return (
    <>
      {refusal ? (
        <p role="alert" className={styles.refusal}>
          {refusal}
        </p>
      ) : null}
      <div className={styles.choice}>
        <label>
          {t('ui.import.what')}
          <select autoFocus value={what} onChange={(event) => set_what(event.target.value)}>
            {offered.map(({ name, caption }) => (
              <option key={name} value={name}>
                {caption}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div
        className={styles.drop}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer.files[0]);
        }}
      >
        <Icon name="upload" size={28} />
        {sending ? <Upload sending={sending} on_stop={stop} /> : <FileChoice on_file={take} />}
      </div>
      <RecentImports />
    </>
  );
}

function Upload({ sending, on_stop }: { sending: Sending; on_stop: () => void }) {
  const t = useText();
  const language = useLanguage();
  return (
    <>
      <p role="status">{t('ui.import.sending', { file: sending.name, size: show_bytes(sending.bytes, language) })}</p>
      <progress aria-label={sending.name} max={1} value={sending.part} />
      <button type="button" className="button" onClick={on_stop}>
        {t('ui.cancel')}
      </button>
    </>
  );
}

function FileChoice({ on_file }: { on_file: (file: File | undefined) => void }) {
  const t = useText();
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    on_file(event.target.files?.[0]);
    event.target.value = ''; // the same file may be chosen again
  };
  return (
    <>
      <p>{t('ui.import.drop')}</p>
      <label className="button primary">
        {t('ui.import.choose')}
        <input type="file" className="hidden" accept=".csv,.txt,.tsv,.xlsx,text/csv" onChange={choose} />
      </label>
      <p className="quiet">{t('ui.import.formats')}</p>
    </>
  );
}
