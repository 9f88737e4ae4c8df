// Step 1: what it is and which file. The file goes up as it is; progress is shown, Esc cancels.
import { useRef, useState, type DragEvent } from 'react';
import { Refusal } from '../../api/client.ts';
import type { Import } from '../../api/types.ts';
import { show_bytes, show_instant } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { reverse } from '../../shell/undo.ts';
import { kinds, send_file, useRecentImports, type ImportKind } from './requests.ts';
import styles from './Imports.module.css';

export function FileStep({ on_file }: { on_file: (file: Import) => void }) {
  const t = useText();
  const language = useLanguage();
  const [what, set_what] = useState<ImportKind>('customers');
  const [sending, set_sending] = useState<{ name: string; bytes: number; part: number }>();
  const [refusal, set_refusal] = useState<string>();
  const request = useRef<AbortController>(undefined);

  const take = async (file: File | undefined) => {
    if (!file) return;
    set_refusal(undefined);
    const mine = new AbortController();
    request.current = mine;
    set_sending({ name: file.name, bytes: file.size, part: 0 });
    try {
      on_file(
        await send_file(what, file, (part) => set_sending({ name: file.name, bytes: file.size, part }), mine.signal),
      );
    } catch (reason) {
      if (!mine.signal.aborted)
        set_refusal(
          reason instanceof Refusal
            ? [reason.message, ...(reason.problem.issues ?? []).map((issue) => issue.message)].join(' ')
            : t('ui.unreachable'),
        );
    }
    set_sending(undefined);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };

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
          <select autoFocus value={what} onChange={(event) => set_what(event.target.value as ImportKind)}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`ui.import.what.${kind}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className={styles.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <Icon name="upload" size={28} />
        {sending ? (
          <>
            <p role="status">
              {t('ui.import.sending', { file: sending.name, size: show_bytes(sending.bytes, language) })}
            </p>
            <progress aria-label={sending.name} max={1} value={sending.part} />
            <button type="button" className="button" onClick={() => request.current?.abort()}>
              {t('ui.cancel')}
            </button>
          </>
        ) : (
          <>
            <p>{t('ui.import.drop')}</p>
            <label className="button primary">
              {t('ui.import.choose')}
              <input
                type="file"
                className="hidden"
                accept=".csv,.txt,.tsv,.xlsx,text/csv"
                onChange={(event) => {
                  void take(event.target.files?.[0]);
                  event.target.value = '';
                }}
              />
            </label>
            <p className="quiet">{t('ui.import.formats')}</p>
          </>
        )}
      </div>
      <RecentImports />
    </>
  );
}

function RecentImports() {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const { data, refetch } = useRecentImports();
  if (!data?.length) return null;
  const undo = (event: number) =>
    void reverse(event).then(
      () => {
        void refetch();
        show_toast({ text: t('ui.undone') });
      },
      (reason: Error) => show_toast({ text: reason.message || t('ui.unreachable'), tone: 'danger' }),
    );
  return (
    <section aria-labelledby="recent-imports" className={styles.recent}>
      <h3 id="recent-imports">{t('ui.import.recent')}</h3>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('ui.import.file')}</th>
            <th scope="col">{t('ui.import.what')}</th>
            <th scope="col">{t('ui.when')}</th>
            <th scope="col">{t('ui.import.state')}</th>
            <th scope="col">
              <span className="hidden">{t('ui.undo')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.slice(0, 10).map((one) => (
            <tr key={one.id}>
              <td>{one.file_name}</td>
              <td>
                {kinds.includes(one.what as ImportKind) ? t(`ui.import.what.${one.what as ImportKind}`) : one.what}
              </td>
              <td className={styles.when}>
                {(one.created_at ?? one.at)
                  ? show_instant((one.created_at ?? one.at)!, language, house?.time_zone)
                  : ''}
              </td>
              <td>
                {one.result
                  ? t('ui.import.counts', {
                      new: one.result.new ?? 0,
                      changed: one.result.changed ?? 0,
                      refused: one.result.refused ?? 0,
                    })
                  : ''}
              </td>
              <td>
                {one.change_event ? (
                  <button type="button" className="button" onClick={() => undo(one.change_event!)}>
                    <Icon name="undo" size={16} />
                    {t('ui.undo')}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
