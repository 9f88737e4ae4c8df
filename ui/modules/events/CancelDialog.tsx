// An event date is cancelled and all its orders are settled at once: what shall be done, then what would become of each, who is
// left and why; then the job with its progress, and the way back as one change. The list of those concerned is one press
// away, and with it letters and e-mails.
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { new_key, send } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { ChoiceField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { JobBar } from '../../shell/RunJob.tsx';
import { show_instant, show_money } from '../../parts/format.ts';
import { is_live, useJob, when_ended } from '../../shell/jobs.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import {
  cancel_date,
  follow,
  look_at_cancellation,
  useDates,
  type Cancelling,
  type CancelPlan,
  type DateLine,
} from './requests.ts';

const decisions = ['refund', 'move', 'credit'] as const;
const kinds = ['original', 'cash', 'card', 'transfer', 'voucher'] as const;

interface Props {
  line: DateLine;
  on_close: () => void;
}

const body_of = (asked: Cancelling) => ({
  decision: asked.decision,
  kind: asked.decision === 'refund' && asked.kind !== 'original' ? asked.kind : null,
  target: asked.decision === 'move' ? asked.target || null : null,
  cancel: true,
  also_anonymous: asked.also_anonymous,
  keep_fees: asked.decision !== 'move' && asked.keep_fees,
});

/// Looked at first, then done; what was asked stays the same between the two.
function useCancelling({ line, on_close }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const told = useTold([...follow, ['order'], ['purchases']]);
  const [asked, set_asked] = useState<Cancelling>({
    decision: 'refund',
    kind: 'original',
    target: 0,
    also_anonymous: false,
    keep_fees: false,
  });
  const [plan, set_plan] = useState<CancelPlan>();
  const [running, set_running] = useState<number>();
  const [refusal, refuse] = useState<string>();
  const once = useRef(new_key());
  const attempt = async (work: () => Promise<void>) => {
    refuse(undefined);
    await work().catch((reason: unknown) => refuse(words_of(reason, t)));
  };
  const look = () => attempt(async () => set_plan(await look_at_cancellation(line.id, body_of(asked))));
  const list = () => void navigate({ to: '/reports/cancelled-dates', search: { event: line.code } as never });
  const go = () =>
    attempt(async () => {
      const job = await cancel_date(line.id, once.current, body_of(asked));
      set_running(job);
      when_ended(job, (ended) => {
        set_running(undefined);
        if (ended.state !== 'done') return refuse(ended.problem?.title ?? t('ui.events.cancel_stopped'));
        const { change_event, orders, left } = ended.result as Record<string, number>;
        told(change_event || undefined, t('ui.events.cancel_done', { orders: orders!, left: left! }), {
          actions: [{ label: t('ui.events.cancel_write'), run: list }],
        });
        on_close();
      });
    });
  const put = (part: Partial<Cancelling>) => set_asked({ ...asked, ...part });
  return { asked, put, plan, running, refusal, look, go };
}

export function CancelDialog(props: Props) {
  const { line, on_close } = props;
  const t = useText();
  const { asked, put, plan, running, refusal, look, go } = useCancelling(props);
  const job = useJob(running);
  const is_running = running !== undefined && (!job || is_live(job));
  const words = plan ? t('ui.events.cancel_go', { count: plan.orders }) : t('ui.events.cancel_look');
  return (
    <FormDialog
      wide
      key={plan ? 'plan' : 'question'}
      go_first={plan !== undefined}
      title={t('ui.events.cancel_of', { name: line.name })}
      go={is_running ? undefined : words}
      on_send={() => (plan ? go() : look())}
      {...{ refusal, on_close }}
      more={
        is_running ? (
          <button type="button" className="button" onClick={() => void send('DELETE', `/jobs/${running}`)}>
            {t('ui.events.cancel_stop')}
          </button>
        ) : undefined
      }
    >
      {plan ? <Plan plan={plan} /> : <Question {...{ line, asked, put }} />}
      {is_running ? <JobBar job={job} words={t('ui.events.cancel_running')} /> : null}
    </FormDialog>
  );
}

interface QuestionProps {
  line: DateLine;
  asked: Cancelling;
  put: (part: Partial<Cancelling>) => void;
}

function Question({ line, asked, put }: QuestionProps) {
  const t = useText();
  const language = useLanguage();
  const { data } = useDates('coming', '');
  const others = (data?.rows ?? []).filter((one) => one.id !== line.id);
  return (
    <>
      <ChoiceField
        name="decision"
        label={t('ui.events.cancel_decision')}
        value={asked.decision}
        options={decisions.map((code) => ({ code, label: t(`ui.events.cancel_decision.${code}`) }))}
        on_type={(decision) => put({ decision })}
        autofocus
      />
      {asked.decision === 'refund' ? (
        <ChoiceField
          name="kind"
          label={t('ui.events.cancel_kind')}
          value={asked.kind}
          options={kinds.map((code) => ({ code, label: t(`ui.events.cancel_kind.${code}`) }))}
          on_type={(kind) => put({ kind })}
        />
      ) : null}
      {asked.decision === 'move' ? (
        <ChoiceField
          name="target"
          label={t('ui.events.cancel_target')}
          value={asked.target ? String(asked.target) : ''}
          options={others.map((one) => ({
            code: String(one.id),
            label: `${one.starts_at ? show_instant(one.starts_at, language) : ''} ${one.name}`,
          }))}
          empty
          on_type={(target) => put({ target: Number(target) })}
        />
      ) : null}
      {asked.decision !== 'move' ? (
        <label>
          <input
            type="checkbox"
            data-field="keep_fees"
            checked={asked.keep_fees}
            onChange={(event) => put({ keep_fees: event.target.checked })}
          />{' '}
          {t('ui.events.cancel_keep_fees')}
        </label>
      ) : null}
      <label>
        <input
          type="checkbox"
          checked={asked.also_anonymous}
          onChange={(event) => put({ also_anonymous: event.target.checked })}
        />{' '}
        {t('ui.events.cancel_anonymous')}
      </label>
    </>
  );
}

function Plan({ plan }: { plan: CancelPlan }) {
  const t = useText();
  const language = useLanguage();
  const left = plan.lines.filter((one) => one.outcome === 'left').slice(0, 100);
  return (
    <div role="status" className="stack" data-orders={plan.orders} data-left={plan.left}>
      <p>
        <strong>
          {t('ui.events.cancel_sums', {
            orders: plan.orders,
            tickets: plan.tickets,
            amount: show_money(plan.amount, language),
          })}
        </strong>
      </p>
      {left.length ? (
        <>
          <p>{t('ui.events.cancel_left', { count: plan.left })}</p>
          <ul>
            {left.map((one) => (
              <li key={one.order}>{[one.number, one.name, one.reason].filter(Boolean).join(' · ')}</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
