// The address that the call service reports to. It is shown once; whoever lost it makes a new one.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { tell_failure } from '../../forms/saving.ts';
import { show_instant } from '../../parts/format.ts';
import { Page } from '../../parts/Page.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { hook_key, make_hook, read_hook } from './requests.ts';

export function CallService() {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: hook_key, queryFn: ({ signal }) => read_hook(signal) });
  const [address, set_address] = useState<string>();
  const make = async () => {
    try {
      set_address(location.origin + (await make_hook()).address);
      await queries.invalidateQueries({ queryKey: hook_key });
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
  return (
    <Page title={t('ui.place.call_service')} stacked>
      <p>{t('ui.calls.service_help')}</p>
      {data?.made_at ? (
        <p>
          {t('ui.calls.hook_since', {
            at: show_instant(data.made_at, language, house?.time_zone),
            by: data.made_by ?? '',
          })}
        </p>
      ) : (
        <p>{t('ui.calls.no_hook')}</p>
      )}
      <div className="row">
        <ToolButton
          text={t(data?.made_at ? 'ui.calls.hook_renew' : 'ui.calls.hook_make')}
          icon="key"
          primary
          on_press={() => void make()}
        />
      </div>
      {address ? (
        <p role="status">
          {t('ui.calls.hook_once')} <code data-hook>{address}</code>
        </p>
      ) : null}
      <p className="quiet">{t('ui.calls.service_more')}</p>
    </Page>
  );
}
