// How this customer is related to others of the house: his own rows, and below them who names him among his.
import { Link } from '@tanstack/react-router';
import { RowList } from '../../forms/RowList.tsx';
import styles from '../../forms/Rows.module.css';
import { useText } from '../../shell/language.tsx';
import { owner_of, rows_in } from './lists.ts';
import type { ListTabProps } from './ListTabs.tsx';

export function Relations({ lists, customer, kind, choices }: ListTabProps) {
  const t = useText();
  const of_others = lists.relations_of_others ?? [];
  return (
    <section className={styles.section} aria-labelledby="relations">
      <h2 id="relations">{t('ui.list.relations')}</h2>
      <RowList
        {...{ kind, choices }}
        owner={owner_of(customer)}
        list="relations"
        rows={rows_in(lists, 'relations')}
        name_of={(row) => [row?.kind, row?.other].filter(Boolean).join(': ') || t('ui.list.relations')}
      />
      {of_others.length > 0 ? (
        <>
          <h3>{t('ui.relations.of_others')}</h3>
          <ul>
            {of_others.map((one) => (
              <li key={`${one.id}-${one.kind}-${one.remark}`}>
                <Link to="/customers/$id" params={{ id: String(one.id) }}>
                  {one.name} ({one.number})
                </Link>
                {[one.kind, one.remark].filter(Boolean).map((word) => `, ${word}`)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
