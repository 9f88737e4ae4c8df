// Long jobs of the user: one list, kept fresh by one stream of server-sent events; polled every 2 s while the stream is
// down.
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { address, get } from '../api/client.ts';
import type { Job } from '../api/types.ts';
import { useLanguage } from './language.tsx';

const key = ['jobs'];
type Ended = (job: Job) => void;
const waiting = new Map<number, Ended>();

export function is_live(job: Job) {
  return job.state === 'waiting' || job.state === 'running';
}

/// Calls back once when the job has ended, whoever sees it first.
export function when_ended(job: number, listener: Ended) {
  waiting.set(job, listener);
}

function notice(jobs: readonly Job[]) {
  for (const job of jobs) {
    if (is_live(job)) continue;
    const listener = waiting.get(job.id);
    waiting.delete(job.id);
    listener?.(job);
  }
}

async function load(signal?: AbortSignal): Promise<Job[]> {
  const { jobs } = await get<{ jobs: Job[] }>('/jobs', undefined, signal);
  notice(jobs);
  return jobs;
}

export function useJobs(): Job[] {
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => load(signal), staleTime: Infinity });
  return data ?? [];
}

export function add_job(queries: QueryClient, job: Partial<Job> & { id: number }) {
  queries.setQueryData<Job[]>(key, (old) => {
    const fresh: Job = { kind: '', title: '', state: 'waiting', done: 0, total: 0, ...job };
    return [fresh, ...(old ?? []).filter((one) => one.id !== job.id)];
  });
  void queries.invalidateQueries({ queryKey: key });
}

/// Mounted once by the frame.
export function useJobStream() {
  const queries = useQueryClient();
  const language = useLanguage();
  const timer = useRef<number>(undefined);
  useEffect(() => {
    const refresh = () => void queries.invalidateQueries({ queryKey: key });
    const poll = () => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        if (waiting.size) refresh();
        if (stream.readyState !== EventSource.OPEN) poll();
      }, 2000);
    };
    const stream = new EventSource(address('/jobs/stream', { language }));
    stream.addEventListener('open', refresh);
    stream.addEventListener('progress', (event) => {
      const part = JSON.parse((event as MessageEvent<string>).data) as Partial<Job> & { id: number };
      queries.setQueryData<Job[]>(key, (old) => {
        if (!old?.some((job) => job.id === part.id)) {
          refresh();
          return old;
        }
        return old.map((job) => (job.id === part.id ? { ...job, ...part } : job));
      });
    });
    stream.addEventListener('done', refresh);
    stream.addEventListener('failed', refresh);
    stream.addEventListener('error', poll);
    return () => {
      stream.close();
      window.clearTimeout(timer.current);
    };
  }, [queries, language]);
}

/// Follows one job to its end, also when the stream is silent.
export function useJob(id: number | undefined): Job | undefined {
  const jobs = useJobs();
  const known = jobs.find((job) => job.id === id);
  const { data } = useQuery({
    queryKey: ['job', id],
    queryFn: async ({ signal }) => {
      const job = await get<Job>(`/jobs/${id}`, undefined, signal);
      notice([job]);
      return job;
    },
    enabled: id !== undefined && (!known || is_live(known) || !known.result),
    refetchInterval: (query) => (query.state.data && !is_live(query.state.data) ? false : 1000),
  });
  if (data && !is_live(data)) return data;
  return known ?? data;
}
