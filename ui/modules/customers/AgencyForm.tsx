// What only a travel agency has (customers.md 2.2, 14): one record beside the customer, saved when it is left.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Refusal, send } from '../../api/client.ts';
import type { FieldDeclaration } from '../../api/types.ts';
import twelfths from '../../parts/Twelfths.module.css';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import type { Draft, Values } from './draft.ts';
import { FormField } from './FormField.tsx';
import { useTold } from './lists.ts';
import type { ListTabProps } from './ListTabs.tsx';
import { useEnterMoves } from './moving.ts';
import { places_of } from './row_places.ts';
import { row_draft, row_key, saves_with_customer } from './row_drafts.ts';
import { useDraftVersion } from './useDraft.ts';
import styles from './Rows.module.css';

type Agency = Values & { version: number };
const key = (customer: number) => ['agency', String(customer)];
const read = async (customer: number, signal?: AbortSignal): Promise<Agency> => {
  const { data, version } = await send<Agency>('GET', `/customers/${customer}/agency`, { signal });
  return { ...data, version: Number(data.version ?? version ?? 0) };
};

export function AgencyForm({ customer, records, choices, kind }: ListTabProps) {
  const { data } = useQuery({ queryKey: key(customer), retry: false, queryFn: ({ signal }) => read(customer, signal) });
  if (!data || !records.agency) return null;
  return <AgencyFields agency={data} fields={records.agency} {...{ customer, choices, kind }} />;
}

interface FieldsProps extends Pick<ListTabProps, 'customer' | 'choices' | 'kind'> {
  agency: Agency;
  fields: readonly FieldDeclaration[];
}

function AgencyFields({ customer, agency, fields, choices, kind }: FieldsProps) {
  const t = useText();
  const may = useMay();
  const box = useRef<HTMLElement>(null);
  const [draft] = useState(() => row_draft(row_key(customer, 'agency', 'one'), agency));
  const save = useAgencySave(customer, draft, fields);
  useDraftVersion(draft);
  useEnterMoves(box, {});
  useEffect(() => {
    if (agency !== draft.base && agency.version >= Number(draft.base.version ?? 0)) draft.rebase(agency);
  }, [agency, draft]);
  const locked = !may('customers.change');
  return (
    <section
      ref={box}
      className={styles.section}
      data-area="form"
      aria-labelledby="agency"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) void save();
      }}
    >
      <h2 id="agency">{t('ui.agency')}</h2>
      <p className="quiet">{t('ui.agency.help')}</p>
      <div className={`${twelfths.twelfths} ${styles.fields}`}>
        {places_of('agency', fields, []).map((place) => {
          const declaration = fields.find((field) => field.name === place.name)!;
          return (
            <div key={place.name} className={twelfths.w3}>
              <FormField
                declaration={locked ? { ...declaration, read_only: true } : declaration}
                draft={draft}
                record="agency"
                id={`agency-${place.name}`}
                kind={kind}
                choices={choices}
                is_new={false}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}

function useAgencySave(customer: number, draft: Draft, fields: readonly FieldDeclaration[]) {
  const t = useText();
  const queries = useQueryClient();
  const told = useTold(customer);
  const write = async (): Promise<boolean> => {
    if (!draft.changed) return true;
    const [before, kept, sent] = [draft.base, draft.keep(), draft.changes()];
    draft.accept({ ...before, ...sent }, sent);
    try {
      const { data, version } = await send<Agency & { change_event?: number }>(
        'PATCH',
        `/customers/${customer}/agency`,
        { body: sent, version: Number(before.version) },
      );
      const { change_event: event, ...stored } = { ...data, version: Number(data.version ?? version ?? 0) };
      draft.accept(stored as Values, sent);
      queries.setQueryData(key(customer), stored);
      told(event as number | undefined, t('ui.row.saved', { list: t('ui.agency') }));
      return true;
    } catch (reason) {
      draft.roll_back(before, kept);
      const issues = reason instanceof Refusal ? (reason.problem.issues ?? []) : [];
      const known = issues.filter((issue) => fields.some((field) => field.name === issue.field));
      draft.set_problems(known.map((issue) => [issue.field!, issue.message] as const));
      if (reason instanceof Refusal && reason.status === 412)
        void queries.invalidateQueries({ queryKey: key(customer) });
      if (!known.length) show_toast({ text: words_of(reason, t), tone: 'danger' });
      return false;
    }
  };
  const latest = useRef(write);
  latest.current = write;
  useEffect(() => saves_with_customer(() => latest.current()), []);
  return write;
}
