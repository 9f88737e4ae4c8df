// Why is somebody in, why out: the selection as a tree with what is true of one customer, and the values that decided.
import { useContext, useState, type FormEvent } from 'react';
import { LinkPicker } from '../../forms/link_picker.ts';
import { Arriving } from '../../parts/Arriving.tsx';
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { useBuilding } from './context.ts';
import { customers, type Matter } from './criteria.ts';
import { is_group, type Members, type Node, type PotLine } from './document.ts';
import { answers_of, places_of, type Answer } from './places.ts';
import { explanation_of, type Explained } from './requests.ts';
import { useAsked } from './useAsked.ts';
import { useAskable } from './useAskable.ts';
import { useDescribed } from './useDescribed.ts';
import styles from './Selections.module.css';

function Sign({ yes }: { yes: boolean | undefined }) {
  const t = useText();
  if (yes === undefined) return <span className={styles.sign} />;
  return (
    <span className={styles.sign} data-true={yes}>
      <Icon name={yes ? 'check' : 'close'} size={14} />
      <span className="hidden">{t(yes ? 'ui.selections.why.true' : 'ui.selections.why.false')}</span>
    </span>
  );
}

const shown = (value: unknown) =>
  value === null || value === '' ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value);

function Values({ values }: { values: Answer['values'] }) {
  const entries = Object.entries(values ?? {});
  if (!entries.length) return null;
  return (
    <span className="quiet" data-values>
      {' '}
      {entries.map(([name, value]) => (entries.length === 1 ? shown(value) : `${name}: ${shown(value)}`)).join(', ')}
    </span>
  );
}

type Answers = ReadonlyMap<number, Answer>;

/// Values stand at the criterion itself, below each "not".
const innermost = (answer: Answer | undefined, nots: number): Answer | undefined =>
  nots > 0 ? innermost(answer?.children?.[0], nots - 1) : answer;

function Branch({ node, answers, matter = customers }: { node: Node; answers: Answers; matter?: Matter }) {
  const { criteria } = useBuilding();
  const describe = useDescribed(criteria);
  const answer = answers.get(node.id);
  return (
    <li>
      <Sign yes={answer?.result} /> {describe(node, matter)}
      <Values values={innermost(answer, node.nots)?.values} />
      {is_group(node) ? (
        <ul>
          {node.children.map((child) => (
            <Branch key={child.id} node={child} answers={answers} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function PotBranch({ line, answers }: { line: PotLine; answers: Answers }) {
  const t = useText();
  return (
    <li>
      <Sign yes={answers.get(line.id)?.result} /> {t(`ui.selections.pot.${line.act}`)}
      <ul>
        {line.group.children.map((child) => (
          <Branch key={child.id} node={child} answers={answers} />
        ))}
      </ul>
    </li>
  );
}

function Reasons({ explained }: { explained: Explained }) {
  const t = useText();
  const { selection } = useBuilding();
  const keeps = useAskable();
  const answers = answers_of(places_of(selection, keeps), explained.tree);
  return (
    <div data-in={explained.in}>
      <p className={styles.verdict}>
        <Sign yes={explained.in} /> {t(explained.in ? 'ui.selections.why.in' : 'ui.selections.why.out')}
      </p>
      <ul className={styles.reasons}>
        {explained.reasons.map(({ step, text }) => (
          <li key={step}>{text}</li>
        ))}
      </ul>
      <ul className={styles.tree}>
        {selection.pot ? (
          selection.pot.map((line) => <PotBranch key={line.id} line={line} answers={answers} />)
        ) : selection.root.children.length === 1 && !selection.root.nots ? (
          selection.root.children.map((child) => <Branch key={child.id} node={child} answers={answers} />)
        ) : selection.root.children.length ? (
          <Branch node={selection.root} answers={answers} />
        ) : null}
      </ul>
    </div>
  );
}

export function Why({ document }: { document: string | undefined }) {
  const t = useText();
  const Picker = useContext(LinkPicker);
  const [typed, set_typed] = useState('');
  const [customer, set_customer] = useState<number>();
  const [looking, look] = useState<string>();
  const question = document === undefined || customer === undefined ? undefined : `${customer} ${document}`;
  const { told, failed } = useAsked(question, (signal) =>
    explanation_of(JSON.parse(document!) as Members, customer!, signal),
  );
  const take = (number: number) => {
    look(undefined);
    set_typed(String(number));
    set_customer(number);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const text = typed.trim();
    if (/^\d{1,9}$/.test(text)) take(Number(text));
    else if (text) look(text.replace(/\?$/, ''));
  };
  return (
    <section aria-label={t('ui.selections.why')} className={styles.why}>
      <h2>{t('ui.selections.why')}</h2>
      <form className="row" onSubmit={send}>
        <input
          className="grow"
          value={typed}
          aria-label={t('ui.selections.why.whom')}
          placeholder={t('ui.selections.why.whom')}
          data-field="why"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => set_typed(event.target.value)}
        />
        <button type="submit" className="button">
          {t('ui.selections.why.ask')}
        </button>
      </form>
      {failed ? (
        <p role="alert" className={styles.refused}>
          {words_of(failed, t)}
        </p>
      ) : told && question ? (
        <Reasons explained={told} />
      ) : null}
      {looking === undefined ? null : (
        <Arriving>
          <Picker initial={looking} on_pick={({ number }) => take(number)} on_cancel={() => look(undefined)} />
        </Arriving>
      )}
    </section>
  );
}
