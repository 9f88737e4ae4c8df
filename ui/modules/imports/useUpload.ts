// Sending one file: how much of it is up, what was refused, and the way to stop.
import { useRef, useState } from 'react';
import type { Import } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { send_file } from './requests.ts';

export interface Sending {
  name: string;
  bytes: number;
  part: number;
}

export function useUpload(what: string, on_file: (file: Import) => void) {
  const t = useText();
  const [sending, set_sending] = useState<Sending>();
  const [refusal, set_refusal] = useState<string>();
  const request = useRef<AbortController>(undefined);

  const take = async (file: File | undefined) => {
    if (!file) return;
    set_refusal(undefined);
    const mine = new AbortController();
    request.current = mine;
    const show = (part: number) => set_sending({ name: file.name, bytes: file.size, part });
    show(0);
    try {
      on_file(await send_file(what, file, show, mine.signal));
    } catch (reason) {
      if (!mine.signal.aborted) set_refusal(words_of(reason, t));
    }
    set_sending(undefined);
  };
  return { sending, refusal, take: (file: File | undefined) => void take(file), stop: () => request.current?.abort() };
}
