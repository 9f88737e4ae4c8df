// Lists of trips: bookings, who travels, the manifest, statistics, the company view, fees, follow-ups, turnover, papers.
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { CompanyChart, StatisticsChart, TurnoverChart } from './charts.tsx';

export const Bookings = () => <ReportScreen report="bookings" />;
export const Participants = () => <ReportScreen report="participants" />;
export const Manifest = () => <ReportScreen report="manifest" />;
export const CustomerStatistics = () => (
  <ReportScreen report="customer-statistics" chart={(rows) => <StatisticsChart rows={rows} />} />
);
export const CompanyView = () => <ReportScreen report="company-view" chart={(rows) => <CompanyChart rows={rows} />} />;
export const CustomerHistory = () => <ReportScreen report="customer-history" />;
export const Fees = () => <ReportScreen report="fees" />;
export const FollowUps = () => <ReportScreen report="follow-ups" />;
export const History = () => <ReportScreen report="history" />;
export const Documents = () => <ReportScreen report="documents" />;
export const Turnover = () => <ReportScreen report="turnover" chart={(rows) => <TurnoverChart rows={rows} />} />;
