// Who keeps which seat, and the rest of a renewal, as lists.
import { ReportScreen } from '../../lists/ReportScreen.tsx';

export const RightsList = () => <ReportScreen report="seat-rights" />;
export const RestList = () => <ReportScreen report="renewals" />;
