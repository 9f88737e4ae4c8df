// The whole register's probable duplicates: scan, groups strongest first, worked through by keyboard: M merges, X says
// that they are different people, and the next group stands where the last one stood.
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Column } from '../../parts/grid/columns.ts';
import { Grid, type GridHandle } from '../../parts/grid/Grid.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useText } from '../../shell/language.tsx';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { remember_change } from '../../shell/undo.ts';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { address_of } from './CandidateCard.tsx';
import { GroupPanel } from './GroupPanel.tsx';
import { forget_apart, keep_apart, type Group, type GroupState } from './requests.ts';
import { RulesDialog } from './RulesDialog.tsx';
import { ScanHead } from './ScanHead.tsx';
import { useGroups } from './useGroups.ts';
import styles from './Register.module.css';

function useGroupColumns(): Column[] {
  const t = useText();
  return useMemo(
    () => [
      { name: 'score', caption: t('ui.duplicates.points'), priority: 1, width: 64, kind: 'integer' },
      { name: 'customers', caption: t('ui.place.customers'), priority: 2, width: 260 },
      { name: 'address', caption: t('ui.duplicates.address'), priority: 3, width: 200 },
      { name: 'why', caption: t('ui.duplicates.why'), priority: 4, width: 240 },
    ],
    [t],
  );
}

function group_cell({ score, customers, pairs }: Group, { name }: Column) {
  if (name === 'score') return score;
  if (name === 'customers') return customers.map(full_name).join(' · ');
  if (name === 'address') return customers[0] ? address_of(customers[0]) : '';
  const points = [...(pairs[0]?.points ?? [])].sort((a, b) => b.points - a.points);
  return points.map((one) => one.text).join(', ');
}

/// Says that all of a group are different people, with the way back.
function useKeepApart(again: () => void) {
  const t = useText();
  return async ({ customers }: Group) => {
    const ids = customers.map(({ id }) => id);
    const complain = (reason: unknown) => show_toast({ text: words_of(reason, t), tone: 'danger' });
    try {
      remember_change(await keep_apart(ids), again);
      again();
      const take_back = { label: t('ui.undo'), run: () => void forget_apart(ids).then(again, complain) };
      show_toast({ text: t('ui.duplicates.kept_apart'), action: take_back });
    } catch (reason) {
      complain(reason);
    }
  };
}

function StateChoice({ state, choose }: { state: GroupState; choose: (state: GroupState) => void }) {
  const t = useText();
  return (
    <div className="page-head" role="radiogroup" aria-label={t('ui.duplicates.state')}>
      {(['open', 'done'] as const).map((one) => (
        <label key={one} className="row">
          <input type="radio" name="state" checked={state === one} onChange={() => choose(one)} />
          {t(`ui.duplicates.state.${one}`)}
        </label>
      ))}
      <span className="quiet">{t('ui.duplicates.help')}</span>
    </div>
  );
}

export function Register() {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const [state, set_state] = useState<GroupState>('open');
  const { scan, source, first, error, again } = useGroups(state);
  const [active, set_active] = useState<{ group?: Group; place: number }>({ place: 0 });
  const [rules, show_rules] = useState(false);
  const grid = useRef<GridHandle>(null);
  const columns = useGroupColumns();
  const set_apart = useKeepApart(again);
  const on_active = useCallback((group: Group | undefined, place: number) => set_active({ group, place }), []);
  const group = source.rows ? active.group : undefined;
  const merge = ({ customers }: Group) =>
    void navigate({ to: '/merges', search: { customers: customers.map(({ id }) => String(id)), back: 'duplicates' } });
  const look_at = ({ customers }: Group) =>
    void navigate({ to: '/customers/$id', params: { id: String(customers[0]!.id) } });
  const on_group = (act: (group: Group) => void) => () => (group ? act(group) : false);
  const may_merge = may('customers.merge') && state === 'open';
  useEffect(() => {
    document.title = `${t('ui.place.duplicates')} – Kartei`;
  }, [t]);
  useEffect(() => {
    if (source.rows) grid.current?.focus();
  }, [source.key]); // a new list, or the next group after a decision
  useKeys({
    merge: may_merge ? on_group(merge) : undefined,
    keep_apart: state === 'open' ? on_group((one) => void set_apart(one)) : undefined,
    look_at: on_group(look_at),
  });
  if (error && !scan) throw error;
  const actions = group ? (
    <>
      {may_merge ? <ToolButton primary text={t('ui.merge.do')} action="merge" on_press={() => merge(group)} /> : null}
      {state === 'open' ? (
        <ToolButton text={t('ui.duplicates.keep_apart')} action="keep_apart" on_press={() => void set_apart(group)} />
      ) : null}
      {state === 'done' && group.pairs.some((pair) => pair.verdict === 'distinct') ? (
        <ToolButton
          text={t('ui.duplicates.not_apart')}
          icon="undo"
          on_press={() =>
            void forget_apart(group.customers.map(({ id }) => id)).then(again, (reason: unknown) =>
              show_toast({ text: words_of(reason, t), tone: 'danger' }),
            )
          }
        />
      ) : null}
      <ToolButton text={t('ui.duplicates.look_at')} action="look_at" on_press={() => look_at(group)} />
    </>
  ) : null;
  return (
    <div className="page">
      <ScanHead scan={scan} on_done={again} on_rules={() => show_rules(true)} />
      {scan ? <StateChoice state={state} choose={set_state} /> : null}
      {first ? (
        <div className={styles.work}>
          <Grid
            ref={grid}
            caption={t('ui.place.duplicates')}
            {...{ columns, source, on_active }}
            choice={null}
            first_page={first}
            cell={group_cell}
            on_open={may_merge ? merge : look_at}
            start_at={Math.min(active.place, Math.max(0, source.rows - 1))}
            empty={<p>{t(state === 'open' ? 'ui.duplicates.none_open' : 'ui.duplicates.none_done')}</p>}
          />
          <GroupPanel group={group} actions={actions} />
        </div>
      ) : null}
      {rules ? <RulesDialog on_close={() => show_rules(false)} /> : null}
    </div>
  );
}
