// What a tab shows: fields of the customer's record, lists, or both. Lists need a stored customer.
import type { Choices, CustomerRecord, Kind } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { NewAgencyForm } from './AgencyForm.tsx';
import { CustomerForm } from './CustomerForm.tsx';
import type { Draft } from '../../forms/draft.ts';
import type { Lists } from './lists.ts';
import { ListTab, type ListTabProps } from './ListTabs.tsx';
import type { Records } from '../../forms/declared.ts';
import { needs_record, type TabId } from './tabs.ts';

interface Props {
  tab: TabId;
  draft: Draft;
  kind: Kind;
  records: Records;
  choices?: Choices;
  record?: CustomerRecord;
  name: string;
  lists?: Lists;
  save?: () => void;
  trips?: ListTabProps['trips'];
}

export function TabPanel({ tab, draft, kind, records, choices, record, name, lists, save, trips }: Props) {
  const t = useText();
  const has_fields = !needs_record(tab);
  return (
    <div role="tabpanel" id="tabpanel" aria-labelledby={`tab-${tab}`}>
      {has_fields ? (
        <CustomerForm key={tab} {...{ tab, draft, kind, choices, record }} fields={records.customer} />
      ) : null}
      {!record && kind === 'agency' && tab === 'more' && records.agency ? (
        <NewAgencyForm form="new-agency" fields={records.agency} {...{ choices, kind }} />
      ) : null}
      {record && lists ? (
        <ListTab {...{ tab, kind, name, lists, records, choices, trips }} customer={record.id} />
      ) : record || tab === 'customer' ? null : (
        <div className="stack">
          <p>{t('ui.tab.save_first')}</p>
          {save ? (
            <p>
              <button type="button" className="button" onClick={save}>
                {t('ui.save')}
              </button>
            </p>
          ) : null}
        </div>
      )}
    </div>
  );
}
