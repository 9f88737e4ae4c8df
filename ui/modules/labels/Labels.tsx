// Administratie > Klanten > Labels: the labels of the house, how many carry each, and what can be done with one.
import { useNavigate } from '@tanstack/react-router';
import { MoreMenu } from '../../parts/MoreMenu.tsx';
import { Page } from '../../parts/Page.tsx';
import { TableHead } from '../../parts/TableHead.tsx';
import { useText } from '../../shell/language.tsx';
import { LabelMark } from '../../shell/LabelMark.tsx';
import { useLabelLooks } from '../../shell/labels.ts';
import { useLabels, type Label } from './labels.ts';

export function Labels() {
  const t = useText();
  const labels = useLabels();
  return (
    <Page title={t('ui.place.labels')}>
      {labels?.length === 0 ? <p className="quiet">{t('ui.labels.none')}</p> : null}
      {labels?.length ? (
        <table className="plain">
          <TableHead heads={(['label', 'customers', 'actions'] as const).map((head) => t(`ui.labels.${head}`))} />
          <tbody>
            {labels.map((one) => (
              <Line key={one.id} label={one} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Page>
  );
}

function Line({ label }: { label: Label }) {
  const t = useText();
  const navigate = useNavigate();
  const looks = useLabelLooks();
  const to_page = () => void navigate({ to: '/administration/label-definitions' });
  const to_list = () => void navigate({ to: '/reports/label-customers', search: { label: label.name } as never });
  const entries = [
    { id: 'list', text: t('ui.labels.list'), run: to_list },
    { id: 'page', text: t('ui.labels.page'), run: to_page },
  ];
  return (
    <tr data-label={label.name}>
      <th scope="row">
        <LabelMark look={looks?.get(label.name) ?? { label: label.name }} />{' '}
        {looks?.get(label.name)?.abbreviation ? (
          <span className="quiet" aria-hidden="true">
            {label.name}
          </span>
        ) : null}
      </th>
      <td>{t('ui.labels.count', { count: label.customers })}</td>
      <td>
        <MoreMenu text={t('ui.labels.actions')} entries={entries} />
      </td>
    </tr>
  );
}
