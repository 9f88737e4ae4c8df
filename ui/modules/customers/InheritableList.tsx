// Lists that another customer's rows stand in for while there are no own ones: surcharges, commission, fees. Own rows are
// changed here; what holds instead is shown with whose it is.
import { Link } from '@tanstack/react-router';
import { useText } from '../../shell/language.tsx';
import { useHouseCaptions } from '../../forms/captions.ts';
import { useDeclaredList } from '../../forms/declared.ts';
import { owner_of, type InheritedList, type InheritedRows } from './lists.ts';
import type { ListTabProps } from './ListTabs.tsx';
import { RowList } from '../../forms/RowList.tsx';
import { row_words } from './row_words.ts';
import styles from '../../forms/Rows.module.css';

export function InheritableList({ list, ...props }: ListTabProps & { list: InheritedList }) {
  const t = useText();
  const { absent } = useHouseCaptions();
  const { list: declared } = useDeclaredList(list);
  if (!declared || absent.includes(declared.inherited_over ?? '')) return null;
  const inherited = props.lists[`inherited_${list}`];
  return (
    <section className={styles.section} aria-labelledby={list}>
      <h2 id={list}>{t(`ui.list.${list}`)}</h2>
      <p className="quiet">{t(`ui.help.${list}`)}</p>
      {inherited ? <InForce inherited={inherited} /> : null}
      <RowList
        owner={owner_of(props.customer)}
        kind={props.kind}
        choices={props.choices}
        list={list}
        rows={props.lists[list]}
        empty={inherited ? '' : t(`ui.empty.${list}`)}
        name_of={(row) => (row && row_words(row, 'en')) || t(`ui.list.${list}`)}
      />
    </section>
  );
}

function InForce({ inherited: { from, lines } }: { inherited: InheritedRows }) {
  const t = useText();
  return (
    <div className={styles.inherited}>
      <p>
        {t('ui.inherited.from')}{' '}
        <Link to="/customers/$id" params={{ id: String(from.id) }}>
          {from.name} ({from.number})
        </Link>
      </p>
      <ul>
        {lines.map((line, place) => (
          <li key={place}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
