// Choosing customers by criteria: left the builder, as groups or as a pot, right what it finds. What stands here survives
// a reload; a saved selection comes by its number in the address.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { Refusal } from '../../api/client.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { useKeys } from '../../shell/useKeys.ts';
import { Beside } from './Beside.tsx';
import { Conditions } from './Conditions.tsx';
import { BuildingContext, type Building } from './context.ts';
import type { Criteria } from './criteria.ts';
import { filled, new_line, new_selection, read_document, write_document, type Members } from './document.ts';
import { focus_builder, focus_part } from './focus.ts';
import { GroupBody } from './GroupBox.tsx';
import { DragContext } from './LineRow.tsx';
import { answers_of, named_by, places_of } from './places.ts';
import { as_groups, as_pot } from './pot.ts';
import { PotView } from './PotView.tsx';
import { count_of, useCriteria, useSaved } from './requests.ts';
import { SaveDialog } from './SaveDialog.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { SendDialog } from './SendDialog.tsx';
import { in_order, insert } from './tree.ts';
import { askable } from './useAskable.ts';
import { useAsked } from './useAsked.ts';
import { useBuilder, type Builder } from './useBuilder.ts';
import { useBuilderKeys } from './useBuilderKeys.ts';
import styles from './Selections.module.css';

export function SelectionPage() {
  const criteria = useCriteria();
  const builder = useBuilder();
  useOpenedByAddress(builder);
  return criteria ? <Screen {...{ criteria, builder }} /> : null;
}

/// A saved selection named by the address is opened once; after that the tab keeps what becomes of it.
function useOpenedByAddress({ open, opened }: Builder) {
  const navigate = useNavigate();
  const { saved } = useSearch({ strict: false }) as { saved?: number };
  const { data, error } = useSaved(saved);
  useEffect(() => {
    if (!data) return;
    open(read_document(data.document), { saved: data.id, name: data.name });
    void navigate({ to: '.', search: {}, replace: true });
  }, [data, open, navigate]);
  if (error) throw error;
  return opened;
}

/// Counts follow every change; what the program refuses is said at the line it names.
function useCounted({ selection }: Builder, criteria: Criteria) {
  const keeps = useMemo(() => askable(criteria), [criteria]);
  const document = useMemo(() => JSON.stringify(write_document(selection, keeps)), [selection, keeps]);
  const asked = useAsked(document, (signal) => count_of(JSON.parse(document) as Members, signal));
  const places = useMemo(() => places_of(selection, keeps), [selection, keeps]);
  const answers = useMemo(() => answers_of(places, asked.told?.lines), [places, asked.told]);
  const refused = useMemo(() => {
    const issues = asked.failed instanceof Refusal ? (asked.failed.problem.issues ?? []) : [];
    const named = issues.map((issue) => [named_by(places, issue.field ?? ''), issue.message] as const);
    return new Map(named.filter((one): one is [number, string] => one[0] !== undefined));
  }, [places, asked.failed]);
  return { document, asked, answers, refused };
}

/// Whether every line can be asked; if not, the cursor goes to the first that cannot.
function useWhole({ selection }: Builder, criteria: Criteria) {
  const t = useText();
  return () => {
    const keeps = askable(criteria);
    const unfinished = in_order(selection).find((node) => filled(node) && !keeps(node));
    if (!unfinished) return true;
    focus_part(unfinished.id, 'body');
    show_toast({ text: t('ui.selections.unfinished'), tone: 'warn' });
    return false;
  };
}

function Screen({ criteria, builder }: { criteria: Criteria; builder: Builder }) {
  const t = useText();
  const { selection, change } = builder;
  const counted = useCounted(builder, criteria);
  const [dragged, drag] = useState<number>();
  const building = useMemo<Building>(
    () => ({
      ...{ selection, criteria, change, answers: counted.answers, refused: counted.refused },
      waiting: counted.asked.waiting,
    }),
    [selection, criteria, change, counted.answers, counted.refused, counted.asked.waiting],
  );
  useBuilderKeys(builder);
  useEffect(focus_builder, []);
  useWindowTitle(builder.opened.name ?? t('ui.place.selections'));
  return (
    <BuildingContext value={building}>
      <div className="page">
        <Head {...{ builder, criteria }} />
        <div className={styles.sides}>
          <div className={styles.builder} data-builder data-area="form">
            <DragContext value={{ dragged, drag }}>
              {selection.pot ? <PotView pot={selection.pot} /> : <Groups builder={builder} />}
            </DragContext>
            <Conditions />
          </div>
          <Beside asked={counted.asked} document={counted.document} />
        </div>
      </div>
    </BuildingContext>
  );
}

function Groups({ builder }: { builder: Builder }) {
  const t = useText();
  const { root } = builder.selection;
  if (root.children.length) return <GroupBody group={root} />;
  const begin = () => {
    const line = new_line();
    focus_part(line.id, 'picker', () => builder.change((one) => insert(one, root.id, 0, line)));
  };
  return (
    <div className={styles.start}>
      <p>{t('ui.selections.everybody')}</p>
      <button type="button" className="button primary" data-first onClick={begin}>
        {t('ui.selections.first_line')}
      </button>
    </div>
  );
}

function ViewChoice({ builder }: { builder: Builder }) {
  const t = useText();
  const { pot } = builder.selection;
  return (
    <div className={styles.views} role="group" aria-label={t('ui.selections.view')}>
      <button type="button" aria-pressed={!pot} onClick={() => builder.change(as_groups)}>
        {t('ui.selections.view.groups')}
      </button>
      <button type="button" aria-pressed={Boolean(pot)} onClick={() => builder.change(as_pot)}>
        {t('ui.selections.view.pot')}
      </button>
    </div>
  );
}

function Head({ builder, criteria }: { builder: Builder; criteria: Criteria }) {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const [layer, show_layer] = useState<'save' | 'send' | 'change'>();
  const is_whole = useWhole(builder, criteria);
  const show_list = () => {
    if (!is_whole()) return;
    const document = JSON.stringify(write_document(builder.selection));
    void navigate({ to: '/selections/list', search: { document } as never });
  };
  const show = (wanted: 'save' | 'send' | 'change') => () => {
    if (is_whole()) show_layer(wanted);
  };
  const save = show('save');
  const close = () => show_layer(undefined);
  const members = () => write_document(builder.selection);
  const may_save = may('selections.save');
  useKeys({ generate: show_list, save: may_save ? save : undefined });
  return (
    <div className="page-head">
      <h1>{t('ui.place.selections')}</h1>
      {builder.opened.name ? <span className="chip">{builder.opened.name}</span> : null}
      <ViewChoice builder={builder} />
      <span className="grow" />
      <ToolButton text={t('ui.selections.new')} on_press={() => builder.open(new_selection())} />
      <ToolButton text={t('ui.undo')} icon="undo" disabled={!builder.undo} on_press={() => builder.undo?.()} />
      <ToolButton text={t('ui.place.saved_selections')} on_press={() => void navigate({ to: '/selections/saved' })} />
      {may_save ? <ToolButton text={t('ui.selections.save')} action="save" on_press={save} /> : null}
      {may('customers.change_many') ? <ToolButton text={t('ui.bulk')} on_press={show('change')} /> : null}
      {may('sendings.send') ? <ToolButton text={t('ui.sendings.send')} icon="letter" on_press={show('send')} /> : null}
      <ToolButton primary text={t('ui.selections.show_list')} action="generate" on_press={show_list} />
      {layer === 'save' ? <SaveDialog builder={builder} on_close={close} /> : null}
      {layer === 'send' ? <SendDialog members={members()} on_close={close} /> : null}
      {layer === 'change' ? <ChangeDialog members={members()} on_close={close} /> : null}
    </div>
  );
}
