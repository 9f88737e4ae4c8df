// A run of direct debits or reminders, or a look at one, as a job.
import type { Job } from '../../api/types.ts';
import { useRunJob } from '../../shell/RunJob.tsx';
import { useText } from '../../shell/language.tsx';
import { payments_key } from './requests.ts';

export function useRun<T>(over: (result: T, job: Job) => void) {
  return useRunJob<T>(over, { follow: [payments_key], stopped: useText()('ui.run.stopped') });
}
