// What can be done with the customer on the screen: the buttons at its lower edge and the keys that do the same.
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { address } from '../../api/client.ts';
import type { CustomerRecord } from '../../api/types.ts';
import { Icon } from '../../parts/icons.tsx';
import { MoreMenu } from '../../parts/MoreMenu.tsx';
import { keys_of, shortcuts_of } from '../../shell/keys.ts';
import { useText } from '../../shell/language.tsx';
import { shown_key } from '../../shell/shown_key.ts';
import { useHasModule } from '../../shell/places.ts';
import { useMay } from '../../shell/session.tsx';
import type { SeldomName } from './SeldomDone.tsx';
import styles from './Profile.module.css';

interface Toggle {
  shown: boolean;
  toggle: () => void;
}
interface Props {
  save?: (and_close: boolean) => void;
  busy: boolean;
  changed: boolean;
  discard: () => void;
  notes?: Toggle & { some: boolean };
  history?: Toggle;
  /// To the bookings of the system before, where the house has them switched on (J-210).
  imported_history?: () => void;
  seldom?: (what: SeldomName) => void;
  /// To his bonus points.
  bonus?: () => void;
  record?: CustomerRecord;
}

interface ActionProps {
  action: string;
  on_press: () => void;
  disabled?: boolean;
  primary?: boolean;
  expanded?: boolean;
  /// Stands out, because there is something behind it.
  marked?: boolean;
  children: ReactNode;
}

function Action({ action, on_press, disabled, primary, expanded, marked, children }: ActionProps) {
  const t = useText();
  const key = keys_of(action)[0];
  return (
    <button
      type="button"
      className={`button ${primary ? 'primary' : ''} ${marked ? styles.marked : ''}`}
      disabled={disabled}
      aria-expanded={expanded}
      aria-keyshortcuts={shortcuts_of(action)}
      onClick={on_press}
    >
      {children} <kbd>{key ? shown_key(key, t) : null}</kbd>
    </button>
  );
}

export function ProfileActions(props: Props) {
  const { save, busy, changed, discard, notes, history, imported_history, seldom, bonus, record } = props;
  const t = useText();
  return (
    <div className={styles.actions} data-area="actions">
      {save ? (
        <>
          <Action action="save_close" primary disabled={busy} on_press={() => save(true)}>
            {t('ui.save_close')}
          </Action>
          <Action action="save" disabled={busy} on_press={() => save(false)}>
            {t('ui.save')}
          </Action>
          <Action action="discard" disabled={!changed} on_press={discard}>
            {t('ui.discard')}
          </Action>
        </>
      ) : null}
      <span className="grow" />
      {notes ? (
        <Action action="notes" expanded={notes.shown} marked={notes.some} on_press={notes.toggle}>
          <Icon name="note" />
          <span className={styles.words}>{notes.some ? t('ui.notes.some') : t('ui.notes')}</span>
        </Action>
      ) : null}
      {history ? (
        <Action action="history" expanded={history.shown} on_press={history.toggle}>
          <Icon name="history" />
          <span className={styles.words}>{t('ui.history')}</span>
        </Action>
      ) : null}
      {imported_history ? (
        <Action action="imported_history" on_press={imported_history}>
          <Icon name="trip" />
          <span className={styles.words}>{t('ui.imported_history')}</span>
        </Action>
      ) : null}
      {seldom && record ? <Seldom record={record} seldom={seldom} bonus={bonus} /> : null}
    </div>
  );
}

type SeldomProps = Required<Pick<Props, 'record' | 'seldom'>> & Pick<Props, 'bonus'>;

function Seldom({ record, seldom, bonus }: SeldomProps) {
  const t = useText();
  const may = useMay();
  // J-199: only who is on the list and has a mobile number
  const texts = useHasModule('sms') && may('customers.change') && record.sms_list && record.phone_mobile;
  const navigate = useNavigate();
  const open = (path: string) => () =>
    void window.open(address(`/customers/${record.id}/${path}`), '_blank', 'noopener');
  const time_line = () =>
    void navigate({ to: '/reports/customer-history', search: { customer: String(record.number) } });
  const privacy = () => void navigate({ to: '/customers/$id/privacy', params: { id: String(record.id) } });
  const entries = [
    { id: 'contact', text: t('ui.contact'), keys: keys_of('contact')[0], run: () => seldom('contact') },
    { id: 'letter', text: t('ui.letter'), keys: keys_of('letter')[0], run: () => seldom('letter') },
    ...(may('customers.change') && record.email ? [{ id: 'mail', text: t('ui.mail'), run: () => seldom('mail') }] : []),
    ...(texts ? [{ id: 'sms', text: t('ui.sms'), run: () => seldom('sms') }] : []),
    { id: 'customer_history', text: t('ui.customer_history'), run: time_line },
    { id: 'label', text: t('ui.letter.label'), run: () => seldom('label') },
    { id: 'card', text: t('ui.letter.card'), run: open('card.vcf') },
    ...(bonus ? [{ id: 'bonus', text: t('ui.key.bonus'), keys: keys_of('bonus')[0], run: bonus }] : []),
    { id: 'terms', text: t('ui.terms'), run: () => seldom('terms') },
    ...(may('customers.kind') ? [{ id: 'kind', text: t('ui.kind.change'), run: () => seldom('kind') }] : []),
    ...(may('privacy.export') || may('privacy.erase') ? [{ id: 'privacy', text: t('ui.privacy'), run: privacy }] : []),
    ...(may('customers.delete') ? [{ id: 'remove', text: t('ui.remove'), run: () => seldom('remove') }] : []),
  ];
  return <MoreMenu text={t('ui.more_actions')} entries={entries} />;
}
