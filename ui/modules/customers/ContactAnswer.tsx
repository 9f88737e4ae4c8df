// May I contact him, now, and how? Yes or no for each channel with the reason, and the declarations that prove it.
import { useQuery } from '@tanstack/react-query';
import { get, send } from '../../api/client.ts';
import { tell_failure } from '../../forms/saving.ts';
import { useTold } from '../../forms/told.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { show_value } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';

interface Purpose {
  allowed: boolean;
  words: string;
}
interface Channel {
  channel: string;
  caption: string;
  address: string | null;
  /// What came back from the address.
  returned: string | null;
  contract: Purpose;
  advertising: Purpose;
}
interface Proof {
  permission: string;
  state: string;
  words: string;
  at: string | null;
  source: string | null;
  via: string | null;
}

function useContact(customer: number) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['contact', customer, language],
    staleTime: 0,
    queryFn: ({ signal }) =>
      get<{ channels: Channel[]; proofs: Proof[] }>(`/customers/${customer}/contact`, undefined, signal),
  }).data;
}

/// An e-mail came back: whoever knows that the address is right says so.
function Returned({ customer, words }: { customer: number; words: string }) {
  const t = useText();
  const may = useMay();
  const tell = useTold([['contact', customer]]);
  const confirm = async () => {
    try {
      const { data } = await send<{ change_event: number }>('POST', `/customers/${customer}/email-confirmation`);
      tell(data.change_event, t('ui.contact.confirmed'));
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
  return (
    <div className="row" data-returned>
      <span className="chip warn">{words}</span>
      {may('customers.change') ? <ToolButton text={t('ui.contact.confirm')} on_press={() => void confirm()} /> : null}
    </div>
  );
}

function Answer({ allowed, words }: Purpose) {
  return (
    <td data-allowed={allowed}>
      <span className={`chip ${allowed ? 'ok' : 'warn'}`}>{words}</span>
    </td>
  );
}

export function ContactAnswer({ customer, name, on_close }: { customer: number; name: string; on_close: () => void }) {
  const t = useText();
  const contact = useContact(customer);
  return (
    <Dialog wide title={t('ui.contact.title', { name })} on_close={on_close}>
      {contact ? (
        <>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('ui.contact.channel')}</th>
                <th scope="col">{t('ui.contact.contract')}</th>
                <th scope="col">{t('ui.contact.advertising')}</th>
              </tr>
            </thead>
            <tbody>
              {contact.channels.map((one) => (
                <tr key={one.channel} data-channel={one.channel}>
                  <th scope="row">
                    {one.caption} <span className="quiet">{one.address}</span>
                    {one.returned ? <Returned customer={customer} words={one.returned} /> : null}
                  </th>
                  <Answer {...one.contract} />
                  <Answer {...one.advertising} />
                </tr>
              ))}
            </tbody>
          </table>
          <Proofs proofs={contact.proofs} />
        </>
      ) : null}
    </Dialog>
  );
}

function Proofs({ proofs }: { proofs: readonly Proof[] }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const how = { language, zone: house?.time_zone, yes: t('ui.yes'), no: t('ui.no') };
  if (!proofs.length) return <p className="quiet">{t('ui.contact.no_proof')}</p>;
  return (
    <table className="plain">
      <caption className="quiet">{t('ui.contact.proofs')}</caption>
      <tbody>
        {proofs.map((one) => (
          <tr key={one.permission} data-proof={one.permission}>
            <th scope="row">{one.permission}</th>
            <td>{one.words}</td>
            <td>{one.at ? show_value(one.at, 'instant', how) : '–'}</td>
            <td className="quiet">{[one.source, one.via].filter(Boolean).join(' · ') || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
