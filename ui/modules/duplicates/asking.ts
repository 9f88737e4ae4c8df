// One question at a time: a newer one drops the older, an unchanged one is not asked again, and without an answer what
// is known stays known. Knows no screen.
import type { Value } from '../../api/types.ts';
import { check, type Checked } from './requests.ts';

export const nothing_checked: Checked = { candidates: [], looked_at: 0, complete: true };

export class Asking {
  private asked = '';
  private known = nothing_checked;
  private request = new AbortController();
  private answer = Promise.resolve(nothing_checked);
  private readonly found: (checked: Checked) => void;

  constructor(found: (checked: Checked) => void) {
    this.found = found;
  }

  ask(values: Record<string, Value>): Promise<Checked> {
    const question = JSON.stringify(values);
    if (question !== this.asked) {
      this.asked = question;
      this.request.abort();
      this.request = new AbortController();
      this.answer = this.send(values, this.request.signal);
    }
    return this.answer;
  }

  latest(): Promise<Checked> {
    return this.answer;
  }

  /// What is known when the answer takes longer than that.
  within(milliseconds: number, answer: Promise<Checked>): Promise<Checked> {
    return Promise.race([answer, new Promise<Checked>((give) => setTimeout(() => give(this.known), milliseconds))]);
  }

  stop() {
    this.request.abort();
    this.asked = '';
  }

  private async send(values: Record<string, Value>, signal: AbortSignal): Promise<Checked> {
    try {
      const checked = await check(values, signal);
      if (signal.aborted) return this.known;
      this.known = checked;
      this.found(checked);
    } catch {
      if (!signal.aborted) this.asked = ''; // the next field left asks again
    }
    return this.known;
  }
}
