// Former numbers of the house: which number, whom it leads to now, since when and why.
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useText } from '../../shell/language.tsx';

export function FormerNumbers() {
  return <ReportScreen report="former-numbers" title={useText()('ui.place.former_numbers')} />;
}
