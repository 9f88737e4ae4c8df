// Ties the check for duplicates to a customer's form: the band below it, and the question before a new customer is
// saved. The form only mounts `view` and saves through `ask_first`.
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useRef, useState, type ReactNode } from 'react';
import type { CustomerRecord } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import type { Draft } from '../../forms/draft.ts';
import type { Outcome } from '../../forms/saving.ts';
import { DuplicateBand } from './DuplicateBand.tsx';
import { DuplicateQuestion } from './DuplicateQuestion.tsx';
import { forget_apart, keep_apart, type Candidate } from './requests.ts';
import { useCheck } from './useCheck.ts';
import { useTakeOver } from './useTakeOver.ts';

/// How long saving waits for an answer that is still under way; later answers are told afterwards.
const patience_in_ms = 300;

interface Asked {
  candidates: readonly Candidate[];
  decide: (create: boolean) => void;
}

/// Pairs that are not the same person: remembered at once for a stored customer, after its creation for a new one.
function useApart(record: CustomerRecord | undefined) {
  const t = useText();
  const [apart, set_apart] = useState<ReadonlySet<number>>(new Set());
  const put = (id: number, is_apart: boolean) =>
    set_apart((old) => new Set(is_apart ? [...old, id] : [...old].filter((one) => one !== id)));
  const decide = ({ customer }: Candidate) => {
    put(customer.id, true);
    if (record) void keep_apart([record.id, customer.id]).catch(() => put(customer.id, false));
    const undo = () => {
      put(customer.id, false);
      if (record) void forget_apart([record.id, customer.id]).catch(() => {});
    };
    show_toast({ text: t('ui.duplicates.kept_apart'), action: { label: t('ui.undo'), run: undo } });
  };
  const remember = (created: number) => {
    for (const other of apart) void keep_apart([created, other]).catch(() => {});
  };
  return { apart, decide, remember };
}

export function useProbableDuplicates(draft: Draft, record: CustomerRecord | undefined, to_form: () => void) {
  const navigate = useNavigate();
  const { checked, latest } = useCheck(draft, record);
  const { apart, decide, remember } = useApart(record);
  const [asked, ask] = useState<Asked>();
  const take = useTakeOver(draft);
  const known_apart = useRef(apart);
  known_apart.current = apart;
  const open_ones = (candidates: readonly Candidate[]) =>
    candidates.filter((one) => !known_apart.current.has(one.customer.id));

  const question = useCallback(
    (candidates: readonly Candidate[]) =>
      new Promise<boolean>((answer) =>
        ask({
          candidates,
          decide: (create) => {
            ask(undefined);
            answer(create);
          },
        }),
      ),
    [],
  );
  const ask_first = (save: () => Promise<Outcome<CustomerRecord>>) => async (): Promise<Outcome<CustomerRecord>> => {
    if (record) return save();
    const found = open_ones((await latest(patience_in_ms)).candidates);
    if (found.length && !(await question(found))) return 'refused';
    const outcome = await save();
    if (typeof outcome !== 'string') remember(outcome.saved.id);
    return outcome;
  };

  const look_at = ({ customer }: Candidate) =>
    void navigate({ to: '/customers/$id', params: { id: String(customer.id) } });
  const merge = ({ customer }: Candidate) =>
    void navigate({ to: '/merges', search: { customers: [String(record!.id), String(customer.id)] } });
  const choices = {
    look_at,
    take: record ? undefined : (candidate: Candidate) => void take(candidate.customer.id),
    merge: record ? merge : undefined,
    keep_apart: decide,
  };
  const leave = (act: (candidate: Candidate) => void) => (candidate: Candidate) => {
    asked?.decide(false);
    act(candidate);
  };
  const keep_all_apart = (candidate: Candidate) => {
    decide(candidate);
    const rest = asked!.candidates.filter((one) => one !== candidate);
    if (rest.length) ask({ ...asked!, candidates: rest });
    else asked!.decide(true);
  };
  const view: ReactNode = (
    <>
      <DuplicateBand
        checked={{ ...checked, candidates: open_ones(checked.candidates) }}
        to_form={to_form}
        {...choices}
      />
      {asked ? (
        <DuplicateQuestion
          candidates={asked.candidates}
          create={() => asked.decide(true)}
          back={() => asked.decide(false)}
          look_at={leave(look_at)}
          take={choices.take && leave(choices.take)}
          keep_apart={keep_all_apart}
        />
      ) : null}
    </>
  );
  return { view, ask_first };
}
