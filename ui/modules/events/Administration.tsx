// Administratie / Stammdaten of the ticket side: venues, halls, seasons … articles, one page each, made of what their records
// declare.
import { useParams } from '@tanstack/react-router';
import { useText } from '../../shell/language.tsx';
import { usePlaces } from '../../shell/places.ts';
import { DataPage } from '../settings/DataPage.tsx';
import { customer_data, stage_data } from '../settings/requests.ts';
import { RunRules } from './RunRules.tsx';

export function Administration() {
  const t = useText();
  const { what = '' } = useParams({ strict: false }) as { what?: string };
  const places = usePlaces();
  const may_open = stage_data.filter((one) => places.some(({ to }) => to === `/administration/${one}`));
  const shown = may_open.find((one) => one === what) ?? may_open[0];
  const sections = [
    ...stage_data.map((one) => ({ to: `/administration/${one}`, text: t(`ui.events.${one}`) })),
    ...customer_data.map((one) => ({ to: `/administration/${one}`, text: t(`ui.consents.${one}`) })),
    { to: '/seat-plans', text: t('ui.events.seat-plans') },
  ];
  if (!shown) return null;
  return (
    <DataPage
      what={shown}
      sections={sections}
      title={t(`ui.events.${shown}`)}
      help={t(`ui.events.${shown}.help`)}
      above={shown === 'label-rules' ? <RunRules /> : undefined}
    />
  );
}
