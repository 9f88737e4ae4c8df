// Sending to a selection: what is made of it, for what, with which permission; then who gets it and who does not and why;
// then it is begun.
import { useRef, useState } from 'react';
import { new_key } from '../../api/client.ts';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { sms_length } from '../../parts/sms_length.ts';
import { useText } from '../../shell/language.tsx';
import { useHasModule } from '../../shell/places.ts';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import type { Members } from './document.ts';
import { useLetterFiles } from './letter_files.ts';
import {
  asked_of,
  begin,
  download,
  goes_one_by_one,
  label_sheets,
  outputs,
  preview_of,
  purposes,
  usePermissionNames,
  useTemplateNames,
  useWatched,
  type Output,
  type Preview,
  type Sent,
} from './sendings.ts';

const standard: Sent = {
  ...{ output: 'letters', purpose: 'advertising', permission: '', name: '', subject: '', text: '', template: '' },
  ...{ letter_file: '', as_document: false },
  ...{ label_sheet: 'l7160', first_label: '1', format: 'csv', card: '4.0' },
  ...{ once_per_address: false, also_excluded: false },
};

function useSending(members: Members, on_close: () => void) {
  const t = useText();
  const [sent, set_sent] = useState(standard);
  const [scope, set_scope] = useState<Preview>();
  const [refusal, set_refusal] = useState<string>();
  const watch = useWatched();
  const once = useRef(new_key());
  const put = (part: Partial<Sent>) => set_sent((old) => ({ ...old, ...part }));
  const asked = asked_of(members, sent);
  const attempt = async (work: () => Promise<void>) => {
    set_refusal(undefined);
    await work().catch((reason: unknown) => set_refusal(words_of(reason, t)));
  };
  const look = () => attempt(async () => set_scope(await preview_of(asked)));
  const go = () =>
    attempt(async () => {
      const { job } = await begin(asked, once.current);
      const name = sent.name || t(`ui.sendings.output.${sent.output}`);
      if (job)
        watch(job, name, () => {
          if (!goes_one_by_one(sent.output)) download(job);
          show_toast({ text: t('ui.sendings.done', { name }), tone: 'ok' });
        });
      on_close();
    });
  return { sent, put, scope, refusal, look, go };
}

export function SendDialog({ members, on_close }: { members: Members; on_close: () => void }) {
  const t = useText();
  const { sent, put, scope, refusal, look, go } = useSending(members, on_close);
  const words = scope ? t('ui.sendings.go', { count: scope.going }) : t('ui.sendings.look');
  return (
    <FormDialog
      wide
      key={scope ? 'scope' : 'question'}
      go_first={scope !== undefined}
      title={t('ui.sendings.send')}
      on_close={on_close}
      go={scope?.going === 0 ? undefined : words}
      on_send={() => (scope ? go() : look())}
      refusal={refusal}
    >
      {scope ? <Scope scope={scope} /> : <Question sent={sent} put={put} />}
    </FormDialog>
  );
}

function Scope({ scope }: { scope: Preview }) {
  const t = useText();
  return (
    <div role="status" className="stack" data-going={scope.going}>
      <p>
        <strong>{t('ui.sendings.going', { count: scope.going })}</strong>
      </p>
      {scope.dropped.map(({ reason, words, count, customers }) => (
        <details key={reason} data-dropped={reason}>
          <summary>{t('ui.sendings.dropped', { count, reason: words })}</summary>
          <ul>
            {customers.map((one) => (
              <li key={one.id}>
                {one.name} ({one.number})
              </li>
            ))}
          </ul>
        </details>
      ))}
      {scope.without_salutation_count ? (
        <details>
          <summary>{t('ui.sendings.without_salutation', { count: scope.without_salutation_count })}</summary>
          <ul>
            {scope.without_salutation.map((one) => (
              <li key={one.id}>
                {one.name} ({one.number})
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {scope.warnings.map(({ words, count }) => (
        <p key={words} className="quiet">
          {count} × {words}
        </p>
      ))}
    </div>
  );
}

interface Part {
  sent: Sent;
  put: (part: Partial<Sent>) => void;
}

function Question({ sent, put }: Part) {
  const t = useText();
  const may = useMay();
  const permissions = usePermissionNames();
  const texts = useHasModule('sms');
  return (
    <>
      <ChoiceField
        name="output"
        label={t('ui.sendings.output')}
        value={sent.output}
        autofocus
        empty={false}
        options={outputs
          .filter((code) => code !== 'sms' || texts)
          .map((code) => ({ code, label: t(`ui.sendings.output.${code}`) }))}
        on_type={(output) => put({ output: output as Output })}
      />
      <ChoiceField
        name="purpose"
        label={t('ui.sendings.purpose')}
        value={sent.purpose}
        empty={false}
        options={purposes.map((code) => ({ code, label: t(`ui.sendings.purpose.${code}`) }))}
        on_type={(purpose) => put({ purpose })}
      />
      <ChoiceField
        name="permission"
        label={t('ui.sendings.permission')}
        value={sent.permission}
        required={sent.purpose === 'advertising'}
        options={permissions.map((name) => ({ code: name, label: name }))}
        on_type={(permission) => put({ permission })}
      />
      <TextField
        name="name"
        label={t('ui.sendings.name')}
        hint={t('ui.sendings.name.hint')}
        value={sent.name}
        max_length={120}
        on_type={(name) => put({ name })}
      />
      <OfOutput sent={sent} put={put} />
      <Check on={sent.once_per_address} put={(once_per_address) => put({ once_per_address })}>
        {t('ui.sendings.once_per_address')}
      </Check>
      {sent.purpose !== 'advertising' && may('customers.no_selection') ? (
        <Check on={sent.also_excluded} put={(also_excluded) => put({ also_excluded })}>
          {t('ui.sendings.also_excluded')}
        </Check>
      ) : null}
    </>
  );
}

function Check({ on, put, children }: { on: boolean; put: (on: boolean) => void; children: string }) {
  return (
    <label className="row">
      <input type="checkbox" checked={on} onChange={(event) => put(event.target.checked)} />
      {children}
    </label>
  );
}

function OfOutput({ sent, put }: Part) {
  const t = useText();
  const plain = (codes: readonly string[]) => codes.map((code) => ({ code, label: code }));
  if (sent.output === 'letters')
    return (
      <>
        <LetterFileChoice sent={sent} put={put} />
        {sent.letter_file ? null : <Words sent={sent} put={put} />}
      </>
    );
  if (sent.output === 'mail' || sent.output === 'sms') return <Words sent={sent} put={put} />;
  if (sent.output === 'labels')
    return (
      <>
        <ChoiceField
          name="label_sheet"
          label={t('ui.sendings.label_sheet')}
          value={sent.label_sheet}
          empty={false}
          options={plain(label_sheets)}
          on_type={(label_sheet) => put({ label_sheet })}
        />
        <TextField
          name="first_label"
          type="integer"
          label={t('ui.sendings.first_label')}
          value={sent.first_label}
          on_type={(first_label) => put({ first_label })}
        />
      </>
    );
  if (sent.output === 'outlook') return null;
  const is_card = sent.output === 'vcard';
  return (
    <ChoiceField
      name="format"
      label={t('ui.sendings.format')}
      value={is_card ? sent.card : sent.format}
      empty={false}
      options={plain(is_card ? ['4.0', '3.0'] : ['csv', 'xlsx'])}
      on_type={(format) => put(is_card ? { card: format } : { format })}
    />
  );
}

/// One of the house's own letters instead of the built-in form.
function LetterFileChoice({ sent, put }: Part) {
  const t = useText();
  const { data } = useLetterFiles();
  const names = [...new Set(data?.files.map(({ name }) => name) ?? [])];
  if (!names.length) return null;
  return (
    <>
      <ChoiceField
        name="letter_file"
        label={t('ui.sendings.letter_file')}
        value={sent.letter_file}
        options={names.map((name) => ({ code: name, label: name }))}
        on_type={(letter_file) => put({ letter_file })}
      />
      {sent.letter_file ? (
        <Check on={sent.as_document || !data?.sets_pdf} put={(as_document) => put({ as_document })}>
          {t('ui.sendings.as_document')}
        </Check>
      ) : null}
    </>
  );
}

function Parts({ text }: { text: string }) {
  const t = useText();
  const { parts, left, is_unicode } = sms_length(text);
  return (
    <p className="quiet" data-parts={parts}>
      {t('ui.sendings.sms_length', { parts, left })}
      {is_unicode ? ` ${t('ui.sendings.sms_unicode')}` : ''}
    </p>
  );
}

function Words({ sent, put }: Part) {
  const t = useText();
  const templates = useTemplateNames();
  return (
    <>
      <ChoiceField
        name="template"
        label={t('ui.sendings.template')}
        value={sent.template}
        options={templates.map(({ id, name }) => ({ code: String(id), label: name }))}
        on_type={(template) => put({ template })}
      />
      {sent.template ? null : (
        <>
          {sent.output === 'sms' ? null : (
            <TextField
              name="subject"
              label={t('ui.sendings.subject')}
              value={sent.subject}
              max_length={200}
              on_type={(subject) => put({ subject })}
            />
          )}
          <label>
            {t('ui.sendings.text')}
            <textarea
              data-field="text"
              rows={7}
              value={sent.text}
              maxLength={20000}
              onChange={(event) => put({ text: event.target.value })}
            />
          </label>
          {sent.output === 'sms' ? (
            <Parts text={sent.text} />
          ) : (
            <p className="quiet">{t('ui.sendings.placeholders')}</p>
          )}
        </>
      )}
    </>
  );
}
