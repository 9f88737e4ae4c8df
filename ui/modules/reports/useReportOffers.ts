// Names that the filters of the lists over sales offer.
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client.ts';

export interface OfferedSubscription {
  name: string;
  season: string | null;
  kind: string;
}
export interface ReportOffers {
  subscriptions: OfferedSubscription[];
  promotions: string[];
  products: string[];
  labels: string[];
}

export const useReportOffers = (): ReportOffers | undefined =>
  useQuery({
    queryKey: ['report-offers'],
    staleTime: 60_000,
    queryFn: ({ signal }) => get<ReportOffers>('/report-offers', undefined, signal),
  }).data;

/// A subscription as it is typed: with its season where another one is called the same.
export const typed_as = (one: OfferedSubscription, all: readonly OfferedSubscription[]): string =>
  all.some((other) => other !== one && other.name === one.name) ? `${one.name}@${one.season ?? '-'}` : one.name;

/// Seasons that have subscriptions, as they are offered: the newest first.
export const seasons_of = (all: readonly OfferedSubscription[]): string[] => [
  ...new Set(all.map((one) => one.season).filter((season) => season !== null)),
];
