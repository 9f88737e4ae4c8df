// A list of the customer as the program declares it, with nothing of its own: its rows, and for surcharges, commission
// and fees whose rows hold while there are no own ones. Own rows are changed here; what holds instead is shown with whose
// it is.
import { Link } from '@tanstack/react-router';
import type { DeclaredList } from '../../api/types.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { useHouseCaptions } from '../../forms/captions.ts';
import { useListName } from '../../forms/declared.ts';
import { inherited_in, owner_of, rows_in, type InheritedRows } from './lists.ts';
import type { ListTabProps } from './ListTabs.tsx';
import { RowList } from '../../forms/RowList.tsx';
import { row_words } from './row_words.ts';
import styles from '../../forms/Rows.module.css';

export function DeclaredSection({ list: declared, ...props }: ListTabProps & { list: DeclaredList }) {
  const word = useWord();
  const { absent } = useHouseCaptions();
  const list = declared.name;
  const title = useListName()(list);
  if (absent.includes(declared.inherited_over ?? '')) return null;
  const inherited = inherited_in(props.lists, list);
  const help = word(`ui.help.${list}`, '');
  return (
    <section className={styles.section} aria-labelledby={list}>
      <h2 id={list}>{title}</h2>
      {help ? <p className="quiet">{help}</p> : null}
      {inherited ? <InForce inherited={inherited} /> : null}
      <RowList
        owner={owner_of(props.customer)}
        kind={props.kind}
        choices={props.choices}
        list={list}
        rows={rows_in(props.lists, list)}
        empty={inherited ? '' : word(`ui.empty.${list}`, '')}
        name_of={(row) => (row && row_words(row, 'en')) || title}
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
