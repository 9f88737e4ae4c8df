// Labels given and taken by rules, for everybody: first whom it concerns, then done in one change.
import { useState } from 'react';
import { send } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';

interface Effect {
  rule: string;
  label: string;
  customer: number;
  name: string | null;
  number: number | null;
  gives: boolean;
}
interface Run {
  give: number;
  take: number;
  effects: Effect[];
  change_event?: number | null;
}
const run_rules = async (body: object) => (await send<Run>('POST', '/label-rules/runs', { body })).data;

export function RunRules() {
  const t = useText();
  const may = useMay();
  const told = useTold([['labels'], ['customers']]);
  const [found, set_found] = useState<Run>();
  const [refusal, refuse] = useState<string>();
  if (!may('customers.change')) return null;
  const attempt = async (work: () => Promise<void>) => {
    try {
      refuse(undefined);
      await work();
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  const look = () => attempt(async () => set_found(await run_rules({ preview: true })));
  const go = () =>
    attempt(async () => {
      const done = await run_rules({ preview: false, confirm: found!.give + found!.take });
      told(done.change_event ?? undefined, t('ui.events.rules_done'));
      set_found(undefined);
    });
  const changes = found ? found.give + found.take : 0;
  return (
    <>
      <button type="button" className="button" onClick={() => void look()}>
        {t('ui.events.run_rules')}
      </button>
      {refusal && !found ? <p role="alert">{refusal}</p> : null}
      {found ? (
        <FormDialog
          title={t('ui.events.run_rules')}
          go={changes ? t('ui.events.do_it') : undefined}
          refusal={refusal}
          on_close={() => set_found(undefined)}
          on_send={go}
        >
          <p>{t('ui.events.rules_do', { give: found.give, take: found.take })}</p>
          <ul>
            {found.effects.map((one) => (
              <li key={`${one.rule}/${one.customer}`}>
                {t(one.gives ? 'ui.events.gets' : 'ui.events.loses', {
                  ...{ number: String(one.number ?? ''), name: one.name ?? '' },
                  ...{ label: one.label, rule: one.rule },
                })}
              </li>
            ))}
          </ul>
        </FormDialog>
      ) : null}
    </>
  );
}
