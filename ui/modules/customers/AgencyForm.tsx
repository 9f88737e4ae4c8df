// What only a travel agency has (customers.md 2.2, 14): one record beside the customer, saved when it is left.
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { send } from '../../api/client.ts';
import type { FieldDeclaration } from '../../api/types.ts';
import { Conflicts } from '../../forms/Conflicts.tsx';
import type { Values } from '../../forms/draft.ts';
import { FormField } from '../../forms/FormField.tsx';
import { useEnterMoves } from '../../forms/moving.ts';
import { places_of } from '../../forms/row_places.ts';
import { single, type Owner } from '../../forms/rows.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { useSingle } from '../../forms/useSingle.ts';
import twelfths from '../../parts/Twelfths.module.css';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { owner_of } from './lists.ts';
import type { ListTabProps } from './ListTabs.tsx';
import styles from '../../forms/Rows.module.css';

type Agency = Values & { version: number };
const key = (customer: number) => ['agency', String(customer)];
const read = async (customer: number, signal?: AbortSignal): Promise<Agency> => {
  const { data, version } = await send<Agency>('GET', `/customers/${customer}/agency`, { signal });
  return { ...data, version: Number(data.version ?? version ?? 0) };
};

export function AgencyForm({ customer, records, choices, kind }: ListTabProps) {
  const { data } = useQuery({ queryKey: key(customer), retry: false, queryFn: ({ signal }) => read(customer, signal) });
  if (!data || !records.agency) return null;
  return <AgencyFields owner={owner_of(customer)} agency={data} fields={records.agency} {...{ choices, kind }} />;
}

/// Entered with a new agency and stored after it.
export function NewAgencyForm({
  form,
  ...shared
}: Pick<FieldsProps, 'fields' | 'choices' | 'kind'> & { form: string }) {
  const owner: Owner = { form, path: '', lists: ['agency', form], follow: [] };
  return <AgencyFields owner={owner} agency={not_stored} is_new {...shared} />;
}
/// As the program answers for an agency of which nothing was entered yet.
const not_stored: Agency = { version: 1 };

interface FieldsProps extends Pick<ListTabProps, 'choices' | 'kind'> {
  owner: Owner;
  is_new?: boolean;
  agency: Agency;
  fields: readonly FieldDeclaration[];
}

function AgencyFields({ owner, is_new, agency, fields, choices, kind }: FieldsProps) {
  const t = useText();
  const may = useMay();
  const box = useRef<HTMLElement>(null);
  const { draft, save } = useSingle(owner, 'agency', agency, fields);
  useDraftVersion(draft);
  useEnterMoves(box, {});
  const locked = !may(is_new ? 'customers.create' : 'customers.change');
  return (
    <section
      ref={box}
      className={styles.section}
      data-area="form"
      data-list="agency"
      data-row={single}
      aria-labelledby="agency"
      onBlur={(event) => {
        if (!is_new && !event.currentTarget.contains(event.relatedTarget)) void save(t('ui.agency'));
      }}
    >
      <h2 id="agency">{t('ui.agency')}</h2>
      <p className="quiet">{t('ui.agency.help')}</p>
      <Conflicts draft={draft} fields={fields} record="agency" on_done={() => void save(t('ui.agency'))} />
      <div className={`${twelfths.twelfths} ${styles.fields}`}>
        {places_of('agency', fields).map((place) => {
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
                is_new={is_new ?? false}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}
