// The fields side by side: one column a customer, one choice a line; the arrow keys move within a line, Tab to the
// next.
import { useState } from 'react';
import type { CustomerRecord, FieldDeclaration } from '../../api/types.ts';
import { show_value } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useCaption } from '../../forms/captions.ts';
import { equal } from '../../forms/draft.ts';
import { useCodeWords } from '../../forms/declared.ts';
import { chosen_of, differs, is_own, type Chosen } from './choice.ts';
import type { MergeField } from './requests.ts';
import styles from './Merges.module.css';

interface Props {
  customers: readonly CustomerRecord[];
  fields: readonly MergeField[];
  declared: readonly FieldDeclaration[];
  survivor: number;
  stay: (customer: number) => void;
  chosen: Chosen;
  choose: (field: string, customer: number) => void;
}

function Heads({ customers, survivor, stay }: Pick<Props, 'customers' | 'survivor' | 'stay'>) {
  const t = useText();
  return (
    <tr>
      <th scope="row">{t('ui.merge.stays')}</th>
      {customers.map((customer, place) => (
        <th key={customer.id} scope="col" className={customer.id === survivor ? styles.survivor : undefined}>
          <label className={styles.choice}>
            <input
              type="radio"
              name="survivor"
              data-autofocus={place === 0 || undefined}
              checked={customer.id === survivor}
              onChange={() => stay(customer.id)}
            />
            <span>
              {full_name(customer)}
              <br />
              <span className="quiet">{t('ui.customer.number', { number: String(customer.number ?? '') })}</span>
            </span>
          </label>
        </th>
      ))}
    </tr>
  );
}

type LineProps = Pick<Props, 'customers' | 'declared' | 'chosen' | 'choose'> & { field: MergeField };

function FieldLine({ field, customers, declared, chosen, choose }: LineProps) {
  const t = useText();
  const word = useWord();
  const [, of_agency] = /^agency\.(.+)$/.exec(field.name) ?? [];
  const caption = useCaption(of_agency ? 'agency' : 'customer')(of_agency ?? field.name);
  const language = useLanguage();
  const kind = declared.find(({ name }) => name === field.name)?.kind;
  const words = useCodeWords();
  const show = (value: MergeField['values'][number]['value'], of?: string) => {
    if (kind === 'choice') return word(`customer.${field.name}.${String(value)}`, String(value ?? ''));
    const found = typeof value === 'string' ? words(field.name, value, of) : value;
    return found === value ? show_value(value, kind, { language, yes: t('ui.yes'), no: t('ui.no') }) : String(found);
  };
  const taken = chosen_of(field, chosen);
  const own = field.values.find((one) => one.customer === field.proposed)?.value;
  const made = equal(field.proposed_value ?? own, own) ? undefined : field.proposed_value;
  return (
    <tr>
      <th scope="row">{caption}</th>
      {customers.map(({ id, kind: of }) => {
        const value = show(field.values.find((one) => one.customer === id)?.value ?? null, String(of));
        return (
          <td key={id} className={id === taken ? styles.taken : undefined}>
            <label className={styles.choice}>
              <input
                type="radio"
                name={`field-${field.name}`}
                aria-label={`${caption}: ${value || t('ui.empty_value')}`}
                checked={id === taken}
                disabled={is_own(field)}
                onChange={() => choose(field.name, id)}
              />
              <span className={value ? undefined : 'quiet'}>{value || t('ui.empty_value')}</span>
              {id === taken && id === field.proposed && made ? (
                <span className="chip accent">{t('ui.merge.becomes', { value: show(made) })}</span>
              ) : null}
              {id === field.proposed && id !== taken ? <span className="chip">{t('ui.merge.proposed')}</span> : null}
            </label>
          </td>
        );
      })}
    </tr>
  );
}

export function MergeFields({ customers, fields, declared, survivor, stay, chosen, choose }: Props) {
  const t = useText();
  const [all, show_all] = useState(false);
  const different = fields.filter(differs);
  const shown = all ? fields : different;
  return (
    <section aria-labelledby="merge-fields">
      <div className="row">
        <h2 id="merge-fields">{t('ui.merge.fields')}</h2>
        <label className="row">
          <input type="checkbox" checked={all} onChange={(event) => show_all(event.target.checked)} />
          {t('ui.merge.all_fields', { count: fields.length - different.length })}
        </label>
      </div>
      <div className={styles.wide} tabIndex={0} role="region" aria-labelledby="merge-fields">
        <table className={`plain ${styles.fields}`}>
          <thead>
            <Heads {...{ customers, survivor, stay }} />
          </thead>
          <tbody>
            {shown.map((field) => (
              <FieldLine key={field.name} {...{ field, customers, declared, chosen, choose }} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
