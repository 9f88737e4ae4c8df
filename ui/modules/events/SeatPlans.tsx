// Seat plans of the house: those of each hall, the newest first, and the way to a new one.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { get } from '../../api/client.ts';
import { TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_number } from '../../parts/format.ts';
import { Lookup } from '../../parts/Lookup.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { usePlans } from './requests.ts';

const columns = ['hall', 'name', 'edition', 'seats', 'dates'] as const;

export function SeatPlans() {
  const t = useText();
  const language = useLanguage();
  const may = useMay();
  const { data } = usePlans();
  const [making, make] = useState(false);
  useWindowTitle(t('ui.place.seat-plans'));
  const is_newest = (hall: string, edition: number) =>
    !data?.some((other) => other.hall === hall && other.edition > edition);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.place.seat-plans')}</h1>
        <span className="grow" />
        {may('events.change') ? (
          <ToolButton text={t('ui.events.new_plan')} icon="plus" on_press={() => make(true)} />
        ) : null}
      </div>
      <div className="page-scroll" data-area="list">
        {data && !data.length ? <p className="quiet">{t('ui.events.no_plans')}</p> : null}
        <table className="plain">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`ui.events.plan.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(data ?? []).map((plan) => (
              <tr key={plan.id} data-plan={plan.id}>
                <th scope="row">
                  <Link to="/seat-plans/$plan" params={{ plan: String(plan.id) }}>
                    {plan.hall}
                  </Link>
                </th>
                <td>{plan.name}</td>
                <td>
                  {plan.edition}
                  {is_newest(plan.hall, plan.edition) ? ` · ${t('ui.events.newest_plan')}` : ''}
                </td>
                <td className="number">{show_number(plan.seats + plan.counted, language)}</td>
                <td className="number">{plan.events}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {making ? <NewPlan on_close={() => make(false)} /> : null}
    </div>
  );
}

/// For which hall: one of the house, or a new one.
function NewPlan({ on_close }: { on_close: () => void }) {
  const t = useText();
  const word = useWord();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ['base-data', 'halls', 'names'],
    queryFn: ({ signal }) => get<{ rows: { name: string }[] }>('/base-data/halls', { limit: 500 }, signal),
  });
  const [hall, set_hall] = useState('');
  const [name, set_name] = useState('');
  const [refusal, refuse] = useState<string>();
  const go = () => {
    if (!hall.trim()) return refuse(t('ui.events.which_hall'));
    void navigate({
      to: '/seat-plans/$plan',
      params: { plan: 'new' },
      search: { hall: hall.trim(), name: name.trim() },
    });
  };
  return (
    <FormDialog title={t('ui.events.new_plan')} go={t('ui.events.begin_plan')} on_send={go} {...{ on_close, refusal }}>
      <Lookup
        name="plan-hall"
        label={word('seat_plan.hall')}
        value={hall}
        items={(data?.rows ?? []).map((one) => ({ id: one.name, label: one.name }))}
        on_type={set_hall}
        on_pick={set_hall}
        max_length={120}
        required
        autofocus
      />
      <TextField name="plan-name" label={word('seat_plan.name')} value={name} on_type={set_name} max_length={120} />
    </FormDialog>
  );
}
