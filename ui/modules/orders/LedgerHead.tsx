// Above the sales ledger: the days, the event date, the order and the customer it is narrowed to. Enter in a field
// shows the lines.
import { useEffect, useState, type FormEvent, type RefObject } from 'react';
import { Refusal } from '../../api/client.ts';
import { DateField, TextField } from '../../parts/Field.tsx';
import { ColumnTools, ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import type { LedgerSearch } from './requests.ts';
import { EventCodeField } from './EventCodeField.tsx';
import styles from './SalesLedger.module.css';

interface Props {
  form: RefObject<HTMLFormElement | null>;
  search: LedgerSearch;
  failed: unknown;
  hidden: number;
  on_search: (search: LedgerSearch) => void;
  on_columns: () => void;
  on_export: () => void;
}

/// The field of the screen that the program's field stands in.
const field_of: Record<string, keyof LedgerSearch> = { code: 'event' };

function useProblems(failed: unknown): Partial<Record<keyof LedgerSearch, string>> {
  const issues = failed instanceof Refusal ? (failed.problem.issues ?? []) : [];
  return Object.fromEntries(issues.map((one) => [field_of[one.field ?? ''] ?? one.field, one.message]));
}

/// Whether all that is wrong stands beside its field already.
export const is_beside_fields = (failed: unknown) =>
  failed instanceof Refusal
  && Boolean(failed.problem.issues?.length)
  && failed.problem.issues!.every((one) => one.field);

const filled = (typed: LedgerSearch): LedgerSearch =>
  Object.fromEntries(Object.entries(typed).filter(([, value]) => Boolean(value)));

export function LedgerHead(props: Props) {
  const t = useText();
  const language = useLanguage();
  const [typed, set_typed] = useState(props.search);
  useEffect(() => set_typed(props.search), [props.search]); // another address, another question
  const problems = useProblems(props.failed);
  const no_number = typed.customer && !/^\d{1,9}$/.test(typed.customer) ? t('ui.ledger.not_a_number') : undefined;
  const of = (name: keyof LedgerSearch) => ({
    name,
    label: t(`ui.ledger.${name}`),
    value: typed[name] ?? '',
    problem: problems[name],
    on_type: (value: string) => set_typed((old) => ({ ...old, [name]: value })),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!no_number) props.on_search(filled(typed));
  };
  const reset = () => {
    set_typed({});
    props.on_search({});
  };
  return (
    <div className={styles.head}>
      <h1>{t('ui.place.sales')}</h1>
      <form
        ref={props.form}
        className={styles.fields}
        onSubmit={send}
        data-area="filter"
        aria-label={t('ui.place.sales')}
      >
        <DateField {...of('from')} language={language} />
        <DateField {...of('to')} language={language} />
        <EventCodeField {...of('event')} max_length={200} />
        <TextField {...of('order')} max_length={40} />
        <TextField {...of('customer')} problem={no_number ?? problems.customer} type="integer" max_length={9} />
        <button type="submit" className="button primary">
          {t('ui.ledger.show')} <kbd>F10</kbd>
        </button>
      </form>
      <div className="row">
        {Object.keys(props.search).length ? <ToolButton text={t('ui.ledger.reset')} on_press={reset} /> : null}
        <span className="grow" />
        <ColumnTools hidden={props.hidden} on_press={props.on_columns} />
        <ToolButton text={t('ui.ledger.export')} icon="download" action="export" on_press={props.on_export} />
      </div>
    </div>
  );
}
