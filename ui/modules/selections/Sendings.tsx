// What was sent: each sending with how many got it and why others did not; e-mails are paused, gone on with and cancelled
// here, and those in doubt decided.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { tell_failure } from '../../forms/saving.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { show_instant } from '../../parts/format.ts';
import { Page } from '../../parts/Page.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { TableHead } from '../../parts/TableHead.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import {
  goes_one_by_one,
  move_sending,
  sendings_key,
  useRecipients,
  useSendings,
  useWatched,
  type Sending,
} from './sendings.ts';
import styles from './Selections.module.css';

export function Sendings() {
  const t = useText();
  const { data, error } = useSendings();
  const [looked_at, look_at] = useState<Sending>();
  if (error && !data) throw error;
  return (
    <Page
      title={t('ui.place.sendings')}
      above={<>{looked_at ? <Manifest sending={looked_at} on_close={() => look_at(undefined)} /> : null}</>}
    >
      {data?.length === 0 ? <p className="quiet">{t('ui.sendings.none')}</p> : null}
      {data?.length ? (
        <table className={`plain ${styles.saved}`}>
          <caption className="hidden">{t('ui.place.sendings')}</caption>
          <TableHead
            heads={(['name', 'output', 'purpose', 'when', 'state', 'sent', 'left_out'] as const).map((head) =>
              t(`ui.sendings.${head}`),
            )}
            numbers={[5, 6]}
            deeds
          />
          <tbody>
            {data.map((one) => (
              <Row key={one.id} sending={one} look={() => look_at(one)} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Page>
  );
}

function Row({ sending, look }: { sending: Sending; look: () => void }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const queries = useQueryClient();
  const watch = useWatched();
  const { id, counts, state } = sending;
  const move = async (how: 'pause' | 'cancellation' | 'continuation', doubtful?: string) => {
    try {
      const { job } = await move_sending(id, how, doubtful);
      if (job) watch(job, sending.name, () => {});
    } catch (reason) {
      tell_failure(reason, t);
    }
    void queries.invalidateQueries({ queryKey: sendings_key });
  };
  const is_mail = goes_one_by_one(sending.output);
  const doubts = counts.in_doubt ?? 0;
  return (
    <tr data-sending={id}>
      <th scope="row">
        <button type="button" className={styles.link} onClick={look}>
          {sending.name || sending.output_words}
        </button>
      </th>
      <td>{sending.output_words}</td>
      <td>{[sending.purpose_words, sending.permission].filter(Boolean).join(': ')}</td>
      <td>{show_instant(sending.made_at, language, house?.time_zone)}</td>
      <td data-state={state}>{sending.state_words}</td>
      <td className="number">{counts.sent}</td>
      <td className="number">{(counts.dropped ?? 0) + (counts.failed ?? 0)}</td>
      <td className={styles.deeds}>
        {is_mail && state === 'running' ? (
          <ToolButton text={t('ui.sendings.pause')} on_press={() => void move('pause')} />
        ) : null}
        {is_mail && state === 'paused' ? (
          <>
            <ToolButton text={t('ui.sendings.go_on')} on_press={() => void move('continuation', 'keep')} />
            {doubts ? (
              <ToolButton
                text={t('ui.sendings.again', { count: doubts })}
                on_press={() => void move('continuation', 'again')}
              />
            ) : null}
          </>
        ) : null}
        {is_mail && (state === 'paused' || state === 'running') ? (
          <ToolButton text={t('ui.sendings.cancel')} on_press={() => void move('cancellation')} />
        ) : null}
      </td>
    </tr>
  );
}

const shown = ['sent', 'dropped', 'failed', 'in_doubt', 'waiting', 'cancelled'] as const;

function Manifest({ sending, on_close }: { sending: Sending; on_close: () => void }) {
  const t = useText();
  const [state, set_state] = useState('');
  const { data } = useRecipients(sending.id, state);
  return (
    <Dialog wide title={sending.name || sending.output_words} on_close={on_close}>
      <ul>
        {sending.dropped.map(({ reason, words, count }) => (
          <li key={reason}>{t('ui.sendings.dropped', { count, reason: words })}</li>
        ))}
      </ul>
      <label>
        {t('ui.sendings.state')}
        <select value={state} onChange={(event) => set_state(event.target.value)}>
          <option value="">{t('ui.sendings.all')}</option>
          {shown
            .filter((one) => sending.counts[one])
            .map((one) => (
              <option key={one} value={one}>
                {t(`ui.sendings.state.${one}`)} ({sending.counts[one]})
              </option>
            ))}
        </select>
      </label>
      <table className="plain">
        <tbody>
          {data?.map((one) => (
            <tr key={`${one.id} ${one.state}`}>
              <td>{one.number}</td>
              <td>{one.name}</td>
              <td>{[one.delivery_words ?? one.state_words, one.reason].filter(Boolean).join(': ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
