// Base data with more fields than a line holds (commission tables, fee rules, those of the ticket side): a line each that
// opens into a form; a form is saved when it is left.
import { useRef, useState, type ComponentType } from 'react';
import type { FieldDeclaration } from '../../api/types.ts';
import { useChoices, useDeclaredList } from '../../forms/declared.ts';
import { forget_row, row_entry } from '../../forms/entries.ts';
import { useEnterMoves } from '../../forms/moving.ts';
import { RowForm } from '../../forms/RowForm.tsx';
import type { Row } from '../../forms/rows.ts';
import { show_money } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { LabelMark } from '../../shell/LabelMark.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { base_data, remove_base, useBaseData, useSettled, type BaseRow, type RuleData } from './requests.ts';
import { FindEntry } from './FindEntry.tsx';
import styles from './Settings.module.css';

/// What a new entry is unless somebody says otherwise.
const usual: Partial<Record<RuleData, Record<string, string>>> = {
  'commission-tables': { basis: 'percent', vat: 'included' },
  'fee-rules': { kind: 'service', audience: 'general' },
  'ticket-types': { kind: 'standard' },
  subscriptions: { kind: 'fixed' },
};
/// As many as a house can have; more are found by their name.
const most_rows = 500;
/// Fields of which an example says how they are written.
const hinted = ['tiers', 'cancellation_steps'] as const;
const is_hinted = (name: string): name is (typeof hinted)[number] => (hinted as readonly string[]).includes(name);

/// What stands below the form of an entry: its rows of other base data.
export type BelowRule = ComponentType<{ row: BaseRow }>;

export function RulesPage({ what, below }: { what: RuleData; below?: BelowRule }) {
  const t = useText();
  const may = useMay();
  const [q, set_q] = useState('');
  const { list, fields } = useDeclaredList(what);
  const { data } = useBaseData(what, q.trim(), 0, most_rows);
  const locked = !may(list?.right ?? '');
  if (!list) return null;
  return (
    <>
      <FindEntry q={q} count={data?.count} find={set_q} />
      <div className={styles.rules}>
        {locked ? null : (
          <details className={styles.rule} data-row="new">
            <summary>
              <Icon name="plus" /> {t('ui.settings.new_rule')}
            </summary>
            <RuleForm {...{ what, fields, locked }} record={list.record} />
          </details>
        )}
        {data?.rows.map((row) => (
          <Rule key={row.id} {...{ what, fields, locked, row, below }} record={list.record} />
        ))}
      </div>
    </>
  );
}

/// Others name these by their code; the code of a promotion is a secret of its own.
const record_has_key = (what: RuleData) => what === 'commission-tables' || what === 'fee-rules';

interface RuleProps {
  what: RuleData;
  record: string;
  fields: readonly FieldDeclaration[];
  locked: boolean;
  row: BaseRow;
  below?: BelowRule;
}

/// "STAMM  Stammkunden  6,00 %"
function Rule({ row, below: Below, ...props }: RuleProps) {
  const { what } = props;
  const t = useText();
  const language = useLanguage();
  const [open, set_open] = useState(false);
  const amount = row.rate ?? row.amount ?? row.percent ?? row.unit_price ?? row.price;
  const height = amount === undefined || amount === null ? '' : show_money(String(amount), language);
  return (
    <details className={styles.rule} data-row={row.id} onToggle={(event) => set_open(event.currentTarget.open)}>
      <summary>
        {'code' in row && record_has_key(what) ? <b>{String(row.code)} </b> : null}
        {what === 'label-definitions' ? (
          <LabelMark look={{ ...row, label: String(row.name) }} />
        ) : (
          String(row.name)
        )}{' '}
        <span className="quiet">
          {height} {row.basis === 'percent' || row.percent ? '%' : ''} {String(row.season ?? row.venue ?? '')}
        </span>{' '}
        {row.hidden || row.retired ? <span className="chip">{t('ui.settings.hidden_mark')}</span> : null}
      </summary>
      {open ? <RuleForm {...props} row={row} /> : null}
      {open && Below ? <Below row={row} /> : null}
    </details>
  );
}

function RuleForm({ what, record, fields, locked, row }: Omit<RuleProps, 'row'> & { row?: BaseRow }) {
  const t = useText();
  const settled = useSettled();
  const choices = useChoices().data;
  const box = useRef<HTMLDivElement>(null);
  const [added, set_added] = useState(0);
  const start = row ? { base: row } : { base: usual[what], given: usual[what] };
  const entry = row_entry(base_data.form, what, String(row?.id ?? 'new'), { ...start, fields });
  const name = String(row?.name ?? '');
  useEnterMoves(box, {});
  return (
    <div ref={box} data-area="form" data-form={base_data.form}>
      <RowForm
        key={added}
        owner={base_data}
        list={what}
        record={record}
        row={row as Row | undefined}
        entry={entry}
        fields={locked ? fields.map((field) => ({ ...field, read_only: true })) : fields}
        choices={choices}
        label={name || t('ui.settings.new_rule')}
        said={(values) => t('ui.settings.saved', { name: String(values.name || values.code) })}
        hints={(field) => (is_hinted(field) ? t(`ui.settings.hint.${field}`) : undefined)}
        on_created={() => {
          forget_row(entry);
          set_added(added + 1);
        }}
      />
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
