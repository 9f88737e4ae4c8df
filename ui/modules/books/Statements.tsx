// Bank statements (Kontoauszüge, bankafschriften): entries with proposals. Enter on the marked button accepts the best
// one and goes on to the next entry.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { tell_failure } from '../../forms/saving.ts';
import { useTold } from '../../forms/told.ts';
import { show_date, show_money } from '../../parts/format.ts';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { TableHead } from '../../parts/TableHead.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { ByHand } from './ByHand.tsx';
import {
  entries_key,
  import_statement,
  open_entry,
  post_entry,
  set_aside,
  useEntries,
  type Entry,
  type EntryState,
  type Part,
} from './requests.ts';

const states: readonly EntryState[] = ['open', 'posted', 'set_aside'];

/// What is done with an entry; says what was done and offers the way back.
function useDeeds(entry: Entry) {
  const t = useText();
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: entries_key });
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (reason) {
      tell_failure(reason, t);
    }
    refresh();
  };
  const back = (posted: Entry) => ({
    label: t('ui.undo'),
    run: () => void attempt(async () => void (await open_entry(posted))),
  });
  return {
    post: (parts: readonly Part[]) =>
      attempt(async () => {
        const { data } = await post_entry(entry, parts);
        show_toast({ text: t('ui.books.posted', { name: entry.name ?? '' }), actions: [back(data)] });
      }),
    open: () => void attempt(async () => void (await open_entry(entry))),
    aside: () =>
      void attempt(async () => {
        const { data } = await set_aside(entry);
        show_toast({ text: t('ui.books.set_aside_done'), actions: [back(data)] });
      }),
  };
}

export function Statements() {
  const t = useText();
  const [state, set_state] = useState<EntryState>('open');
  const { data, error } = useEntries(state);
  useWindowTitle(t('ui.place.statements'));
  if (error && !data) throw error;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.place.statements')}</h1>
        <span className="grow" />
        <select
          aria-label={t('ui.books.state')}
          value={state}
          onChange={(event) => set_state(event.target.value as EntryState)}
        >
          {states.map((one) => (
            <option key={one} value={one}>
              {t(`ui.books.state.${one}`)}
            </option>
          ))}
        </select>
        <FileButton />
      </div>
      <div className="page-scroll" data-area="form">
        {data?.rows.length === 0 ? <p className="quiet">{t('ui.books.no_entries')}</p> : null}
        {data?.rows.length ? <Entries rows={data.rows} /> : null}
      </div>
    </div>
  );
}

function FileButton() {
  const t = useText();
  const told = useTold([entries_key]);
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    try {
      const done = await import_statement(file);
      const gaps = done.gaps.map((number) => t('ui.books.gap', { number })).join(' ');
      const text = t('ui.books.imported', { count: done.entries, known: done.known, posted: done.posted });
      const doubtful = done.doubtful > 0 ? t('ui.books.doubtful', { count: done.doubtful }) : '';
      told(done.change_event ?? undefined, [text, doubtful, gaps].filter(Boolean).join(' '));
    } catch (reason) {
      tell_failure(reason, t);
    }
    if (input.current) input.current.value = '';
  };
  return (
    <label className="button primary">
      {t('ui.books.read_in')}
      <input
        ref={input}
        className="hidden"
        type="file"
        accept=".xml,.sta,.mta,.txt,.csv,.940"
        onChange={(event) => void take(event.target.files?.[0])}
      />
    </label>
  );
}

function Entries({ rows }: { rows: readonly Entry[] }) {
  const t = useText();
  return (
    <table className="plain">
      <caption className="hidden">{t('ui.place.statements')}</caption>
      <TableHead
        heads={(['day', 'amount', 'payer', 'proposal'] as const).map((head) => t(`ui.books.${head}`))}
        numbers={[1]}
        deeds
      />
      <tbody>
        {rows.map((entry, place) => (
          <EntryRow key={entry.id} entry={entry} first={place === 0} />
        ))}
      </tbody>
    </table>
  );
}

function PartsOf({ parts }: { parts: readonly Part[] }) {
  const t = useText();
  const language = useLanguage();
  return parts.map((part, place) => (
    <div key={place}>
      {part.booking
        ? t('ui.books.booking', { number: part.booking })
        : t('ui.books.order', { number: part.order ?? '' })}
      {part.customer ? ` · ${part.customer.name}` : ''} · {show_money(part.amount, language)}
      {part.takes_back ? ` · ${t('ui.books.takes_back')}` : ''}
    </div>
  ));
}

function EntryRow({ entry, first }: { entry: Entry; first: boolean }) {
  const t = useText();
  const language = useLanguage();
  const deeds = useDeeds(entry);
  const [chosen, choose] = useState(0);
  const [by_hand, set_by_hand] = useState(false);
  const accept = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (first) accept.current?.focus();
  }, [first]);
  const proposal = entry.proposals[chosen] ?? entry.proposals[0];
  return (
    <tr data-entry={entry.id}>
      <td>{show_date(entry.booked_on, language)}</td>
      <td className="number">
        {show_money(entry.amount, language)}
        {entry.charges === '0.00' ? null : (
          <small className="quiet"> + {t('ui.books.charges', { amount: show_money(entry.charges, language) })}</small>
        )}
      </td>
      <th scope="row">
        {entry.name} <small className="quiet">{entry.iban}</small>
        <p className="quiet">{[entry.text, entry.end_to_end, entry.reason].filter(Boolean).join(' · ')}</p>
        {entry.note ? <p>{entry.note}</p> : null}
      </th>
      <td>
        {entry.state === 'open' && proposal ? (
          <>
            <PartsOf parts={proposal.parts} />
            <small className="quiet">
              {proposal.certainty} % · {proposal.reasons.map((reason) => reason.text).join(', ')}
            </small>
          </>
        ) : (
          <PartsOf parts={entry.parts} />
        )}
        {by_hand ? <ByHand entry={entry} post={(parts) => void deeds.post(parts)} /> : null}
      </td>
      <td>
        {entry.state === 'open' ? (
          <>
            {proposal ? (
              <button
                ref={accept}
                type="button"
                className="button primary"
                onClick={() => void deeds.post(proposal.parts)}
              >
                {t('ui.books.accept')}
              </button>
            ) : null}
            {entry.proposals.length > 1 ? (
              <button
                type="button"
                className="button quiet"
                onClick={() => choose((chosen + 1) % entry.proposals.length)}
              >
                {t('ui.books.another', { count: entry.proposals.length })}
              </button>
            ) : null}
            <button type="button" className="button quiet" onClick={() => set_by_hand(!by_hand)}>
              {t('ui.books.by_hand')}
            </button>
            <button type="button" className="button quiet" onClick={deeds.aside}>
              {t('ui.books.aside')}
            </button>
          </>
        ) : (
          <button type="button" className="button quiet" onClick={deeds.open}>
            {t('ui.books.open_again')}
          </button>
        )}
      </td>
    </tr>
  );
}
