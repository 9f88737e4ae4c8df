// The eight links of the tab Zusatz: number and name, what is inherited from whom, copying, and who depends on this
// customer.
import { useQueryClient } from '@tanstack/react-query';
import { Link as RouterLink } from '@tanstack/react-router';
import { Refusal } from '../../api/client.ts';
import type { FieldDeclaration } from '../../api/types.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import type { GroupProps } from './CustomerForm.tsx';
import type { Draft } from '../../forms/draft.ts';
import { FormField } from '../../forms/FormField.tsx';
import { copied_address } from './record.ts';
import { copied, copy_link, refresh_links, useLinks, type Dependants, type Inherited, type Link } from './links.ts';
import { useToldOf } from './lists.ts';
import { customer_key } from '../../api/customer.ts';
import { useDraftField } from '../../forms/useDraft.ts';
import { row_words } from './row_words.ts';
import styles from './Profile.module.css';

export function LinkGroup({ group, declared, draft, kind, record, on_leave }: GroupProps) {
  const t = useText();
  const { data } = useLinks(record?.id, record?.version);
  const shown = group.places.filter((place) => declared.has(place.name));
  return (
    <fieldset className={`${styles.group} ${styles.links}`}>
      <legend>{t('ui.customer.group.links')}</legend>
      <p className="quiet">{t('ui.link.help')}</p>
      <div className={styles.linklist}>
        {shown.map(({ name }) => (
          <LinkLine
            key={name}
            declaration={declared.get(name)!}
            link={data?.links.find((one) => one.field === name)}
            {...{ draft, kind, record, on_leave }}
          />
        ))}
      </div>
      <DependantList dependants={data?.dependants ?? []} />
    </fieldset>
  );
}

interface LineProps extends Pick<GroupProps, 'draft' | 'kind' | 'record' | 'on_leave'> {
  declaration: FieldDeclaration;
  link?: Link;
}

function LinkLine({ declaration, link, draft, kind, record, on_leave }: LineProps) {
  const t = useText();
  const word = useWord();
  const may = useMay();
  const { name } = declaration;
  const { text, changed } = useDraftField(draft, name);
  const copy = useCopy(record?.id, name);
  const customer = changed ? undefined : link?.customer;
  const copy_to_entry = useCopyToEntry(draft);
  const may_copy = copied.includes(name) && record && text && !changed && may('customers.change');
  const may_copy_entry = !record && name === 'billing_address_from' && text;
  return (
    <div className={styles.link}>
      <FormField
        declaration={declaration}
        draft={draft}
        kind={kind}
        is_new={record === undefined}
        linked={customer}
        on_leave={on_leave}
      />
      <div className={styles.linktools}>
        {customer ? (
          <RouterLink className="button quiet" to="/customers/$id" params={{ id: String(customer.id) }}>
            {t('ui.link.open')}
          </RouterLink>
        ) : null}
        {may_copy || may_copy_entry ? (
          <button
            type="button"
            className="button quiet"
            data-copy={name}
            onClick={() => void (record ? copy(record.version) : copy_to_entry())}
          >
            {t('ui.link.copy')}
          </button>
        ) : null}
      </div>
      <p className="quiet">{word(`ui.link.${name}`, '')}</p>
      {link?.one_sided && !changed ? <p className={styles.remark}>{t('ui.link.one_sided')}</p> : null}
      {(link?.chain?.length ?? 0) > 1 && !changed ? (
        <p className="quiet">{t('ui.link.chain', { names: link!.chain!.map((one) => one.name).join(' → ') })}</p>
      ) : null}
      {changed ? null : link?.inherits?.map((one) => <InheritedLines key={one.what} inherited={one} />)}
    </div>
  );
}

function InheritedLines({ inherited }: { inherited: Inherited }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const { what, from, lines } = inherited;
  return (
    <details className={styles.inherited}>
      <summary>
        {t('ui.link.inherits', {
          what: word(`ui.inherits.${what}`, what),
          name: `${from.name} (${from.number})`,
          count: lines.length,
        })}
      </summary>
      <ul>
        {lines.map((line, place) => (
          <li key={place}>{typeof line === 'string' ? line : row_words(line, language)}</li>
        ))}
      </ul>
    </details>
  );
}

/// Copies once what the linked customer has; only free fields are filled (J-153), the way back is offered.
function useCopy(id: number | undefined, field: string) {
  const t = useText();
  const queries = useQueryClient();
  const told = useToldOf(id ?? 0);
  return async (version: number) => {
    try {
      const saved = await copy_link(id!, field, version);
      queries.setQueryData(customer_key(id!), saved);
      refresh_links(queries, id!);
      told(saved.change_event, t('ui.link.copied'));
    } catch (reason) {
      if (reason instanceof Refusal && reason.status === 412) refresh_links(queries, id!);
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
}

/// The same in the form of a new customer (J-152): the address goes into its free fields, nothing is stored yet.
function useCopyToEntry(draft: Draft) {
  const t = useText();
  return async () => {
    try {
      const address = await copied_address(draft.changes());
      if (!address) return show_toast({ text: t('ui.link.unknown'), tone: 'danger' });
      const names = Object.keys(address);
      if (!names.length) return show_toast({ text: t('ui.link.nothing_free') });
      for (const name of names) draft.type(name, address[name]!);
      const undo = () => names.forEach((name) => draft.give_up(name));
      show_toast({ text: t('ui.link.copied_to_entry'), action: { label: t('ui.undo'), run: undo } });
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
}

function DependantList({ dependants }: { dependants: readonly Dependants[] }) {
  const t = useText();
  const word = useWord();
  const some = dependants.filter((one) => one.count > 0);
  if (!some.length) return null;
  return (
    <section className={styles.dependants} aria-label={t('ui.link.dependants')}>
      <h3>{t('ui.link.dependants')}</h3>
      {some.map((one) => (
        <details key={one.field}>
          <summary>
            {word(`customer.${one.field}`, one.field)}: {t('ui.list.count', { count: one.count })}
          </summary>
          <ul>
            {one.rows.map((row) => (
              <li key={row.id}>
                <RouterLink to="/customers/$id" params={{ id: String(row.id) }}>
                  {row.name}
                </RouterLink>{' '}
                <span className="quiet">
                  {row.number} {row.town}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
