// What was delivered of a list: when, how many rows, the file, to whom its link went and whether it was fetched.
import { address } from '../../api/client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { show_instant, show_number } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { useDeliveries, type Delivery, type SavedList } from './requests.ts';

export function DeliveriesDialog({ list, on_close }: { list: SavedList; on_close: () => void }) {
  const t = useText();
  const { data } = useDeliveries(list.id);
  return (
    <Dialog wide title={t('ui.saved_list.deliveries_of', { name: list.name })} on_close={on_close}>
      {data?.length === 0 ? <p className="quiet">{t('ui.saved_list.no_deliveries')}</p> : null}
      {data?.length ? (
        <table className="plain" data-deliveries={data.length}>
          <thead>
            <tr>
              <th scope="col">{t('ui.saved_list.when')}</th>
              <th scope="col">{t('ui.saved_list.state')}</th>
              <th scope="col" className="number">
                {t('ui.saved_list.rows')}
              </th>
              <th scope="col">{t('ui.saved_list.file')}</th>
              <th scope="col">{t('ui.saved_list.sent_to')}</th>
            </tr>
          </thead>
          <tbody>
            {data.map((one) => (
              <Line key={one.id} delivery={one} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Dialog>
  );
}

function Line({ delivery }: { delivery: Delivery }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const { house } = useSession();
  const is_there = delivery.state === 'done' && delivery.job !== null;
  return (
    <tr data-state={delivery.state}>
      <td>{show_instant(delivery.made_at, language, house?.time_zone)}</td>
      <td>
        {t(`ui.saved_list.state.${delivery.state}`)}
        {delivery.problem ? <p className="quiet">{delivery.problem}</p> : null}
      </td>
      <td className="number">
        {delivery.rows === null ? '' : show_number(delivery.rows, language)}
        {delivery.came != null && delivery.went != null ? (
          <p className="quiet">{t('ui.saved_list.delivery_changes', { came: delivery.came, went: delivery.went })}</p>
        ) : null}
      </td>
      <td>{is_there ? <a href={address(`/jobs/${delivery.job}/result`)}>{delivery.file_name}</a> : null}</td>
      <td>
        {delivery.sent.map(({ to, outcome }) => (
          <div key={to}>
            {to}: {word(`ui.saved_list.outcome.${outcome}`, outcome)}
          </div>
        ))}
        {delivery.sent.length ? (
          <small className="quiet">{t('ui.saved_list.fetched', { count: delivery.fetched })}</small>
        ) : null}
      </td>
    </tr>
  );
}
