// The renewal desk: who gets which seat next season and why. Arrows move between the rights, space marks, Enter decides,
// R reserves what is marked, or all that are ready.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { BeginDialog } from './BeginDialog.tsx';
import { DecideDialog } from './DecideDialog.tsx';
import { Lines } from './Lines.tsx';
import type { DeskSearch } from './module.ts';
import {
  list_renewals,
  page_size,
  read_lines,
  renewals_key,
  shows,
  type Renewal,
  type RenewalLine,
  type RenewalPage,
  type Show,
} from './requests.ts';
import { ReserveDialog } from './ReserveDialog.tsx';

function useDesk() {
  const search = useSearch({ strict: false }) as DeskSearch;
  const navigate = useNavigate();
  const renewals = useQuery({ queryKey: renewals_key, queryFn: ({ signal }) => list_renewals(signal) });
  const renewal = search.renewal ?? renewals.data?.[0]?.id;
  const show = search.show ?? 'open';
  const [offset, set_offset] = useState(0);
  const page = useQuery({
    queryKey: [...renewals_key, renewal, show, offset],
    queryFn: ({ signal }) => read_lines(renewal!, show, offset, signal),
    enabled: Boolean(renewal),
    placeholderData: (before) => before,
  });
  const go = (next: DeskSearch) => {
    set_offset(0);
    void navigate({ to: '/renewals', search: { renewal, show, ...next } });
  };
  return { renewals: renewals.data, renewal, show, offset, set_offset, page, go };
}

export function Desk() {
  const t = useText();
  const desk = useDesk();
  const { page, renewal } = desk;
  const [marked, mark] = useState<ReadonlySet<number>>(new Set());
  const [dialog, open] = useState<'begin' | 'reserve' | RenewalLine>();
  useWindowTitle(t('ui.place.renewals'));
  useEffect(() => mark(new Set()), [renewal, desk.show]);
  const may_reserve = Boolean(page.data && (marked.size || page.data.counts.ready));
  useKeys({ renewal_reserve: may_reserve ? () => open('reserve') : undefined, renewal_begin: () => open('begin') });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.place.renewals')}</h1>
        {desk.renewals?.length ? <Choice {...desk} renewals={desk.renewals} /> : null}
        <span className="grow" />
        <ToolButton text={t('ui.renewals.begin')} action="renewal_begin" on_press={() => open('begin')} />
        {may_reserve ? (
          <ToolButton
            text={marked.size ? t('ui.renewals.reserve_marked', { count: marked.size }) : t('ui.renewals.reserve_all')}
            action="renewal_reserve"
            on_press={() => open('reserve')}
          />
        ) : null}
      </div>
      <div className="page-scroll stack" data-area="list">
        {desk.renewals?.length === 0 ? <p className="quiet">{t('ui.renewals.none')}</p> : null}
        {page.error ? <p role="alert">{words_of(page.error, t)}</p> : null}
        {page.data ? <Counts page={page.data} show={desk.show} go={desk.go} /> : null}
        {page.data ? <Lines page={page.data} marked={marked} mark={mark} on_decide={open} /> : null}
        {page.data ? <Pages count={page.data.count} offset={desk.offset} go={desk.set_offset} /> : null}
      </div>
      {dialog === 'begin' ? (
        <BeginDialog on_close={() => open(undefined)} on_begun={(id) => desk.go({ renewal: id, show: 'open' })} />
      ) : null}
      {dialog === 'reserve' && page.data ? (
        <ReserveDialog page={page.data} marked={[...marked]} on_close={() => open(undefined)} />
      ) : null}
      {typeof dialog === 'object' && renewal ? (
        <DecideDialog renewal={renewal} line={dialog} on_close={() => open(undefined)} />
      ) : null}
    </div>
  );
}

interface ChoiceProps {
  renewals: readonly Renewal[];
  renewal: number | undefined;
  go: (next: DeskSearch) => void;
}

function Choice({ renewals, renewal, go }: ChoiceProps) {
  const t = useText();
  return (
    <select
      aria-label={t('ui.renewals.renewal')}
      value={renewal ?? ''}
      onChange={(change) => go({ renewal: Number(change.target.value) })}
    >
      {renewals.map((one) => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </select>
  );
}

/// How many there are of each, which are the filters too.
function Counts({ page, show, go }: { page: RenewalPage; show: Show; go: (next: DeskSearch) => void }) {
  const t = useText();
  const word = useWord();
  return (
    <>
      <p className="quiet">{page.pairs.map((pair) => `${pair.from_name} → ${pair.to_name}`).join(', ')}</p>
      <div className="row" role="group" aria-label={t('ui.renewals.show')}>
        {shows.map((one) => (
          <button
            key={one}
            type="button"
            className={`button ${one === show ? 'primary' : 'quiet'}`}
            aria-pressed={one === show}
            data-show={one}
            onClick={() => go({ show: one })}
          >
            {word(`renewal.show.${one}`)} {page.counts[one] ?? 0}
          </button>
        ))}
      </div>
    </>
  );
}

function Pages({ count, offset, go }: { count: number; offset: number; go: (offset: number) => void }) {
  const t = useText();
  if (count <= page_size) return null;
  return (
    <div className="row">
      <button type="button" className="button" disabled={!offset} onClick={() => go(Math.max(0, offset - page_size))}>
        {t('ui.renewals.earlier')}
      </button>
      <span>{t('ui.renewals.from_to', { from: offset + 1, to: Math.min(count, offset + page_size), count })}</span>
      <button
        type="button"
        className="button"
        disabled={offset + page_size >= count}
        onClick={() => go(offset + page_size)}
      >
        {t('ui.renewals.later')}
      </button>
    </div>
  );
}
