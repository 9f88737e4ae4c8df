// Commission tables and fee rules: a line each that opens into a form; a form is saved when it is left.
import { useEffect, useRef, useState } from 'react';
import { new_key, Refusal } from '../../api/client.ts';
import type { FieldDeclaration, Value } from '../../api/types.ts';
import { show_money } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import twelfths from '../../parts/Twelfths.module.css';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { Draft } from '../customers/draft.ts';
import { FormField } from '../customers/FormField.tsx';
import { useEnterMoves } from '../customers/moving.ts';
import { useChoices, useRecords } from '../customers/record.ts';
import { places_of } from '../customers/row_places.ts';
import { useDraftVersion } from '../customers/useDraft.ts';
import {
  add_base,
  change_base,
  remove_base,
  useBaseData,
  useSettled,
  type BaseRow,
  type RuleData,
} from './requests.ts';
import { FindEntry } from './FindEntry.tsx';
import styles from './Settings.module.css';

const record_of = { 'commission-tables': 'commission_table', 'fee-rules': 'fee_rule' } as const;
/// What a new entry is unless somebody says otherwise.
const usual = {
  'commission-tables': { basis: 'percent', vat: 'included' },
  'fee-rules': { kind: 'service', audience: 'general' },
};
/// Fields of which an example says how they are written.
const hinted = ['tiers', 'cancellation_steps'] as const;
const is_hinted = (name: string): name is (typeof hinted)[number] => (hinted as readonly string[]).includes(name);

export function RulesPage({ what }: { what: RuleData }) {
  const t = useText();
  const may = useMay();
  const [q, set_q] = useState('');
  const [added, set_added] = useState(0);
  const fields = useRecords().data?.[record_of[what]];
  const { data } = useBaseData(what, q.trim(), 0);
  const locked = !may('parameters.manage');
  if (!fields) return null;
  return (
    <>
      <FindEntry q={q} count={data?.count} find={set_q} />
      <div className={styles.rules}>
        {locked ? null : (
          <details className={styles.rule} data-row="new">
            <summary>
              <Icon name="plus" /> {t('ui.settings.new_rule')}
            </summary>
            <RuleForm key={added} {...{ what, fields, locked }} on_added={() => set_added(added + 1)} />
          </details>
        )}
        {data?.rows.map((row) => (
          <Rule key={row.id} {...{ what, fields, locked, row }} />
        ))}
      </div>
    </>
  );
}

interface RuleProps {
  what: RuleData;
  fields: readonly FieldDeclaration[];
  locked: boolean;
  row: BaseRow;
}

/// "STAMM  Stammkunden  6,00 %"
function Rule({ row, ...props }: RuleProps) {
  const t = useText();
  const language = useLanguage();
  const [open, set_open] = useState(false);
  const height = show_money(String(row.rate ?? row.amount ?? ''), language);
  return (
    <details className={styles.rule} data-row={row.id} onToggle={(event) => set_open(event.currentTarget.open)}>
      <summary>
        <b>{String(row.code)}</b> {String(row.name)}{' '}
        <span className="quiet">
          {height} {row.basis === 'percent' ? '%' : ''}
        </span>{' '}
        {row.hidden ? <span className="chip">{t('ui.settings.hidden_mark')}</span> : null}
      </summary>
      {open ? <RuleForm {...props} row={row} /> : null}
    </details>
  );
}

function useRuleSave(what: RuleData, draft: Draft, row: BaseRow | undefined, on_added?: () => void) {
  const t = useText();
  const settled = useSettled();
  const once = useRef(new_key());
  const write = async () => {
    try {
      const values = draft.changes() as Record<string, Value>;
      return await (row ? change_base(what, row, values) : add_base(what, values, once.current));
    } catch (reason) {
      if (reason instanceof Refusal)
        draft.set_problems((reason.problem.issues ?? []).map((one) => [one.field ?? '', one.message] as const));
      throw reason;
    }
  };
  return async () => {
    if (!draft.changed) return;
    const name = draft.text('name') || draft.text('code') || t(`ui.settings.${what}`);
    const done = await settled(write, t('ui.settings.saved', { name }));
    once.current = new_key();
    if (done && !row) on_added?.();
  };
}

function RuleForm({
  what,
  fields,
  locked,
  row,
  on_added,
}: Omit<RuleProps, 'row'> & { row?: BaseRow; on_added?: () => void }) {
  const t = useText();
  const settled = useSettled();
  const choices = useChoices().data;
  const box = useRef<HTMLDivElement>(null);
  const [draft] = useState(() => new Draft(row ?? usual[what]));
  const save = useRuleSave(what, draft, row, on_added);
  const record = record_of[what];
  const name = String(row?.name ?? '');
  useDraftVersion(draft);
  useEnterMoves(box, {});
  useEffect(() => {
    if (row) draft.rebase(row);
  }, [row, draft]);
  return (
    <div
      ref={box}
      data-area="form"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) void save();
      }}
    >
      <div className={twelfths.twelfths}>
        {places_of(record, fields, []).map((place) => (
          <div key={place.name} className={twelfths[`w${place.width}`]}>
            <FormField
              declaration={declared(fields, place.name, locked)}
              draft={draft}
              record={record}
              id={`${what}-${row?.id ?? 'new'}-${place.name}`}
              choices={choices}
              is_new={!row}
              hint={is_hinted(place.name) ? t(`ui.settings.hint.${place.name}`) : undefined}
            />
          </div>
        ))}
      </div>
      {row && !locked ? (
        <button
          type="button"
          className="button quiet"
          onClick={() => void settled(() => remove_base(what, row), t('ui.settings.removed', { name }))}
        >
          <Icon name="trash" /> {t('ui.row.delete', { name })}
        </button>
      ) : null}
    </div>
  );
}

function declared(fields: readonly FieldDeclaration[], name: string, locked: boolean): FieldDeclaration {
  const field = fields.find((one) => one.name === name)!;
  return locked ? { ...field, read_only: true } : field;
}
