// A tab of fields of the customer's own record: Kunde in the order of an address label, Zusatz, Attribute. Tab goes
// through all fields, Enter along the quick path.
import { useCallback, useContext, useMemo, useRef } from 'react';
import type { Choices, CustomerRecord, FieldDeclaration, Kind } from '../../api/types.ts';
import twelfths from '../../parts/Twelfths.module.css';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { as_demanded, HouseCaptions } from '../../forms/captions.ts';
import { FlagGroup } from './FlagGroup.tsx';
import { FormField } from '../../forms/FormField.tsx';
import { is_empty, type Draft } from '../../forms/draft.ts';
import { LinkGroup } from './LinkGroup.tsx';
import { useEnterMoves } from '../../forms/moving.ts';
import { groups_of, is_passed, quick_path, type Group } from './placement.ts';
import { street_parts } from './record.ts';
import { StatusGroup } from './StatusGroup.tsx';
import type { TabId } from './tabs.ts';
import { useDraftField } from '../../forms/useDraft.ts';
import { useProposals, useProposedNumbers, useProposedTown } from './useProposals.ts';
import styles from './Profile.module.css';

const numbers = ['number', 'debtor_number'];
const no_path: readonly string[] = [];

interface Props {
  tab: TabId;
  draft: Draft;
  kind: Kind;
  fields: readonly FieldDeclaration[];
  choices?: Choices;
  record?: CustomerRecord;
}

export interface GroupProps {
  group: Group;
  declared: ReadonlyMap<string, FieldDeclaration>;
  draft: Draft;
  kind: Kind;
  choices?: Choices;
  record?: CustomerRecord;
  on_leave: (name: string) => void;
}

/// The declarations as they hold here: what the house demands, what the user may not change, numbers only at the first
/// entry.
function useDeclared(fields: readonly FieldDeclaration[], is_new: boolean) {
  const may = useMay();
  const house = useContext(HouseCaptions);
  return useMemo(() => {
    const right_of = new Map(fields.map((field) => [field.name, field.right]));
    /// The reason of a block goes with the block.
    const demanded_right = (name: string) => right_of.get(name) ?? right_of.get(name.replace(/_reason$/, ''));
    const locked = ({ name }: FieldDeclaration) => {
      const right = demanded_right(name);
      return name === 'kind' || (numbers.includes(name) && !is_new) || (right !== undefined && !may(right));
    };
    return new Map(
      as_demanded(fields, house)
        .filter((field) => !house.absent.includes(field.name))
        .map((field) => [field.name, { ...field, read_only: field.read_only || locked(field) }]),
    );
  }, [fields, may, is_new, house]);
}

export function CustomerForm({ tab, draft, kind, fields, choices, record }: Props) {
  const t = useText();
  const form = useRef<HTMLFormElement>(null);
  const is_new = record === undefined;
  const propose = useProposals(draft, is_new);
  const proposing = useRef(propose);
  proposing.current = propose;
  const declared = useDeclared(fields, is_new);
  const path = useMemo(() => (tab === 'customer' ? quick_path(kind) : no_path), [tab, kind]);
  useEnterMoves(form, { path, passed: (field) => is_passed(field, (name) => draft.text(name)) });
  const on_leave = useCallback(
    (name: string) => {
      if (name === 'street') void take_street(draft);
      void proposing.current(name);
    },
    [draft],
  );
  return (
    <form
      ref={form}
      className={`${styles.form} ${styles[`tab-${tab}`]}`}
      data-area="form"
      onSubmit={(event) => event.preventDefault()}
      noValidate
      aria-label={t(`ui.tab.${tab}`)}
    >
      {groups_of(tab, fields, kind).map((group) => {
        const props = { group, declared, draft, kind, choices, record, on_leave };
        if (group.id === 'status') return <StatusGroup key={group.id} {...props} />;
        if (group.id === 'flags') return <FlagGroup key={group.id} {...props} />;
        if (group.id === 'links') return <LinkGroup key={group.id} {...props} />;
        return <FieldGroup key={group.id} {...props} first={path[0]} />;
      })}
    </form>
  );
}

function FieldGroup({ group, first, ...shared }: GroupProps & { first?: string }) {
  const t = useText();
  const { declared, draft, kind, choices, record, on_leave } = shared;
  const country = useDraftField(draft, 'country').text;
  const postcode = useDraftField(draft, 'postcode').text;
  const towns = useProposedTown(draft, country, postcode, group.id === 'address');
  const warnings = useProposedNumbers(draft, kind, record === undefined && group.id === 'order');
  const shown = group.places.filter((place) => declared.has(place.name));
  if (!shown.length) return null;
  return (
    <fieldset className={`${styles.group} ${styles[group.id]}`}>
      <legend>{t(`ui.customer.group.${group.id}`)}</legend>
      <div className={`${twelfths.twelfths} ${styles.fields}`}>
        {shown.map((place) => (
          <div key={place.name} className={twelfths[`w${place.width}`]}>
            <FormField
              declaration={declared.get(place.name)!}
              draft={draft}
              kind={kind}
              choices={choices}
              is_new={record === undefined}
              hint={warnings[place.name]}
              on_leave={on_leave}
              towns={place.name === 'town' ? towns : undefined}
              autofocus={place.name === first}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/// "Hauptstr. 12a" -> street, house number, suffix, as the program takes a line apart; what was typed meanwhile stays.
async function take_street(draft: Draft) {
  const typed = draft.text('street');
  const is_whole = () => is_empty(draft.value('house_number')) && draft.text('street') === typed;
  if (!is_whole() || !draft.is_changed('street') || !/\d/.test(typed)) return;
  const parts = await street_parts(typed).catch(() => undefined);
  if (!parts?.house_number || !is_whole()) return;
  for (const name of ['street', 'house_number', 'house_number_suffix'] as const)
    if (parts[name]) draft.type(name, parts[name]);
}
