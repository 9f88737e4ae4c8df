// The screen of every list of the program for which no module has an address of its own.
import { notFound, useParams } from '@tanstack/react-router';
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { useReports } from '../../lists/reports.ts';

export function AnyReport() {
  const { list } = useParams({ from: '/reports/$list' });
  const reports = useReports();
  if (reports && !reports.some(({ name }) => name === list)) throw notFound();
  return <ReportScreen key={list} report={list} />;
}
