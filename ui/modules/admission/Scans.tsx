// Who came: every scan, and the counts of event dates.
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useText } from '../../shell/language.tsx';

export function Scans() {
  const t = useText();
  return (
    <ReportScreen
      report="scans"
      title={t('ui.place.scans')}
      empty={{ whole: t('ui.scans.empty'), narrowed: t('ui.scans.none') }}
    />
  );
}

export function Admissions() {
  const t = useText();
  return (
    <ReportScreen
      report="admissions"
      title={t('ui.place.admissions')}
      empty={{ whole: t('ui.scans.empty'), narrowed: t('ui.scans.none') }}
    />
  );
}
