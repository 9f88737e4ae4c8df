// The journal and what its accounts add up to.
import { ReportScreen } from '../../lists/ReportScreen.tsx';

export const Journal = () => <ReportScreen report="journal" />;
export const TrialBalance = () => <ReportScreen report="trial-balance" />;
