// Letters of a word processor (DOCX, ODT) that serve as templates of serial letters: uploaded by name and language, fetched,
// put away; and the names of the fields they may hold.
import { useRef, useState } from 'react';
import { address } from '../../api/client.ts';
import { tell_failure } from '../../forms/saving.ts';
import { useTold } from '../../forms/told.ts';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { show_instant } from '../../parts/format.ts';
import { Page } from '../../parts/Page.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { TableHead } from '../../parts/TableHead.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import {
  keep_letter_file,
  letter_files_key,
  remove_letter_file,
  useLetterFiles,
  type LetterField,
  type LetterFile,
} from './letter_files.ts';
import styles from './Selections.module.css';

const languages = ['de', 'nl', 'en'] as const;

export function LetterFiles() {
  const t = useText();
  const { data, error } = useLetterFiles();
  if (error && !data) throw error;
  return (
    <Page title={t('ui.place.letter_files')} stacked>
      <Upload />
      {data && !data.sets_pdf ? <p className="quiet">{t('ui.letter_files.no_pdf')}</p> : null}
      {data?.files.length ? <Table files={data.files} /> : <p className="quiet">{t('ui.letter_files.none')}</p>}
      {data ? (
        <details>
          <summary>{t('ui.letter_files.fields')}</summary>
          <p>{t('ui.letter_files.sections')}</p>
          <Fields caption={t('ui.letter_files.fields')} fields={data.fields} />
          {data.lists.map((list) => (
            <Fields key={list.name} caption={`{{#each ${list.name}}} – ${list.caption}`} fields={list.fields} shown />
          ))}
        </details>
      ) : null}
    </Page>
  );
}

/// Names to be written in a letter, and what stands there afterwards.
function Fields({ caption, fields, shown }: { caption: string; fields: readonly LetterField[]; shown?: boolean }) {
  const t = useText();
  return (
    <table className={`plain ${styles.placeholders}`}>
      <caption className={shown ? undefined : 'hidden'}>{caption}</caption>
      <TableHead heads={[t('ui.letter_files.field'), t('ui.letter_files.stands_for')]} />
      <tbody>
        {fields.map(({ name, caption: stands_for }) => (
          <tr key={name}>
            <th scope="row">{`{{${name}}}`}</th>
            <td>{stands_for}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Upload() {
  const t = useText();
  const tell = useTold([letter_files_key]);
  const mine = useLanguage();
  const [name, set_name] = useState('');
  const [language, set_language] = useState<string>(mine);
  const [refusal, set_refusal] = useState<string>();
  const chosen = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    set_refusal(undefined);
    try {
      const kept = await keep_letter_file(file, name, language);
      tell(kept.change_event, t('ui.letter_files.kept', { name: kept.name }));
      set_name('');
    } catch (reason) {
      set_refusal(words_of(reason, t));
    }
    if (chosen.current) chosen.current.value = '';
  };
  return (
    <div className="stack">
      <p>{t('ui.letter_files.help')}</p>
      <div className={`row ${styles.upload}`}>
        <TextField
          name="name"
          label={t('ui.letter_files.name')}
          hint={t('ui.letter_files.name.hint')}
          value={name}
          max_length={120}
          on_type={set_name}
        />
        <ChoiceField
          name="language"
          label={t('ui.letter_files.language')}
          value={language}
          empty={false}
          options={languages.map((code) => ({ code, label: t(`ui.letter_files.language.${code}`) }))}
          on_type={set_language}
        />
        <label>
          {t('ui.letter_files.file')}
          <input
            ref={chosen}
            type="file"
            data-field="file"
            accept=".docx,.odt,.dotx,.ott"
            onChange={(event) => void take(event.target.files?.[0])}
          />
        </label>
      </div>
      {refusal ? (
        <p role="alert" className="problem">
          {refusal}
        </p>
      ) : null}
    </div>
  );
}

function Table({ files }: { files: readonly LetterFile[] }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const tell = useTold([letter_files_key]);
  const remove = async (file: LetterFile) => {
    try {
      const event = await remove_letter_file(file);
      tell(event, t('ui.letter_files.removed', { name: file.name }));
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
  return (
    <table className={`plain ${styles.saved}`}>
      <caption className="hidden">{t('ui.place.letter_files')}</caption>
      <TableHead
        heads={(['name', 'language', 'file', 'when'] as const).map((head) => t(`ui.letter_files.${head}`))}
        deeds
      />
      <tbody>
        {files.map((file) => (
          <tr key={file.id} data-letter-file={file.id}>
            <th scope="row">{file.name}</th>
            <td>{t(`ui.letter_files.language.${file.language}`)}</td>
            <td>
              <a href={address(`/letter-files/${file.id}/original`)} download={file.file_name}>
                {file.file_name}
              </a>
            </td>
            <td>
              {[show_instant(file.uploaded_at, language, house?.time_zone), file.uploaded_by]
                .filter(Boolean)
                .join(' · ')}
            </td>
            <td className={styles.deeds}>
              <ToolButton text={t('ui.letter_files.remove')} on_press={() => void remove(file)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
