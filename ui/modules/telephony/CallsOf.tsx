// The calls of a customer on his profile (J-087), the newest first; each can be noted, given to another, charged.
import { useState } from 'react';
import { show_instant } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useHasModule } from '../../shell/places.ts';
import { useMay, useSession } from '../../shell/session.tsx';
import { CallDialog } from './CallDialog.tsx';
import { duration, useCallsOf } from './requests.ts';

export function CallsOf({ customer }: { customer: number }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const may = useMay();
  const { house } = useSession();
  const enabled = useHasModule('telephony') && may('calls.read');
  const { data } = useCallsOf(customer, enabled);
  const [chosen, choose] = useState<number>();
  if (!enabled || !data?.length) return null;
  return (
    <section aria-labelledby="calls" data-calls>
      <h2 id="calls">{t('ui.calls.title')}</h2>
      <table className="plain">
        <thead>
          <tr>
            {(['began_at', 'direction', 'number', 'outcome', 'duration', 'user', 'note'] as const).map((column) => (
              <th key={column} scope="col">
                {word(`call_list.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map((call) => (
            <tr key={call.id} data-call={call.id}>
              <th scope="row">
                <button type="button" className="button quiet" onClick={() => choose(call.id)}>
                  {show_instant(call.began_at, language, house?.time_zone)}
                </button>
              </th>
              <td>{word(`call_list.direction.${call.direction}`)}</td>
              <td>{call.number}</td>
              <td>{call.outcome ? word(`call_list.outcome.${call.outcome}`) : ''}</td>
              <td>{duration(call.seconds)}</td>
              <td>{call.user}</td>
              <td>{call.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen ? <CallDialog id={chosen} on_close={() => choose(undefined)} /> : null}
    </section>
  );
}
