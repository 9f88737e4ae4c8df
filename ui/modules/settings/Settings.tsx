// Settings of the house: sections at the left, one search over all parameters, every setting with its effect beside it.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { fold } from '../../parts/fold.ts';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { BaseDataPage } from './BaseDataPage.tsx';
import { ChoiceListsPage } from './ChoiceListsPage.tsx';
import { NumberRangesPage } from './NumberRangesPage.tsx';
import { OwnHouse } from './OwnHouse.tsx';
import { ParameterList } from './ParameterList.tsx';
import { useParameterCaption } from './useParameterCaption.ts';
import { useParameters, type Parameters, type RuleData, type TableData } from './requests.ts';
import { RulesPage } from './RulesPage.tsx';
import styles from './Settings.module.css';

const own_sections = [
  'numbers',
  'lists',
  'postcodes',
  'banks',
  'operators',
  'destinations',
  'commission-tables',
  'fee-rules',
  'letter-templates',
  'contact-laws',
  'operator-products',
  'payment-terms',
  'tax-rates',
  'text-blocks',
  'dunning-levels',
  'posting-accounts',
] as const;
type OwnSection = (typeof own_sections)[number];
const is_rule = (section: string): section is RuleData => section === 'commission-tables' || section === 'fee-rules';
/// Sections of modules that can be absent.
const module_of: Record<string, string> = {
  'commission-tables': 'module_commission',
  'fee-rules': 'module_fees',
  'operator-products': 'module_travel',
  'payment-terms': 'module_travel',
  'tax-rates': 'module_travel',
  'text-blocks': 'module_travel',
  'dunning-levels': 'module_payments',
  'posting-accounts': 'module_books',
};
const is_on = (data: Parameters | undefined, section: string) =>
  !module_of[section]
  || data?.groups.some((group) =>
    group.parameters.some((one) => one.name === module_of[section] && one.value !== false),
  );
const is_own = (section: string): section is OwnSection => (own_sections as readonly string[]).includes(section);

export function Settings() {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const { section, find = '' } = useSearch({ from: '/settings' });
  const { data } = useParameters();
  const show = (to: { section?: string; find?: string }) =>
    void navigate({ to: '/settings', search: to, replace: true });
  useWindowTitle(t('ui.place.settings'));
  const shown = section ?? data?.groups[0]?.name ?? '';
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.place.settings')}</h1>
        <input
          type="search"
          className={styles.find}
          data-field="find-setting"
          data-first
          value={find}
          aria-label={t('ui.settings.find')}
          placeholder={t('ui.settings.find')}
          onChange={(event) => show({ section, find: event.target.value || undefined })}
        />
        {may('parameters.manage') ? null : <span className="chip warn">{t('ui.settings.read_only')}</span>}
      </div>
      <div className={styles.sections}>
        <Sections data={data} shown={find ? '' : shown} show={(to) => show({ section: to })} />
        <div className={styles.content} data-area="settings">
          {data && find ? <Found data={data} find={find} /> : data ? <Section data={data} section={shown} /> : null}
        </div>
      </div>
    </div>
  );
}

interface SectionsProps {
  data?: Parameters;
  shown: string;
  show: (section: string) => void;
}

function Sections({ data, shown, show }: SectionsProps) {
  const t = useText();
  const word = useWord();
  const entry = (name: string, text: string) => (
    <li key={name}>
      <button
        type="button"
        className={styles.section}
        aria-current={name === shown ? 'page' : undefined}
        onClick={() => show(name)}
      >
        {text}
      </button>
    </li>
  );
  return (
    <nav className={styles.nav} aria-label={t('ui.settings.sections')} data-area="sections">
      <ul>
        {data?.groups.map((group) => entry(group.name, word(`parameter.group.${group.name}`, group.name)))}
        {own_sections.filter((name) => is_on(data, name)).map((name) => entry(name, t(`ui.settings.${name}`)))}
      </ul>
    </nav>
  );
}

function Section({ data, section }: { data: Parameters; section: string }) {
  const t = useText();
  const word = useWord();
  if (is_own(section))
    return (
      <>
        <h2>{t(`ui.settings.${section}`)}</h2>
        <p className={styles.intro}>{t(`ui.settings.${section}.help`)}</p>
        {section === 'numbers' ? (
          <NumberRangesPage />
        ) : section === 'lists' ? (
          <ChoiceListsPage />
        ) : is_rule(section) ? (
          <RulesPage key={section} what={section} />
        ) : (
          <BaseDataPage key={section} what={section as TableData} />
        )}
      </>
    );
  const group = data.groups.find((one) => one.name === section);
  if (!group) return null;
  return (
    <>
      <h2>{word(`parameter.group.${group.name}`, group.name)}</h2>
      {group.name === 'house' ? <OwnHouse /> : null}
      <ParameterList parameters={group.parameters} version={data.version} />
    </>
  );
}

function Found({ data, find }: { data: Parameters; find: string }) {
  const t = useText();
  const word = useWord();
  const { caption, effect } = useParameterCaption();
  const words = fold(find).split(/\s+/).filter(Boolean);
  const groups = data.groups
    .map((group) => ({
      ...group,
      parameters: group.parameters.filter((one) => {
        const text = fold(`${caption(one)} ${effect(one)} ${word(`parameter.group.${group.name}`, '')}`);
        return words.every((part) => text.includes(part));
      }),
    }))
    .filter((group) => group.parameters.length);
  if (!groups.length) return <p>{t('ui.settings.none', { text: find })}</p>;
  return groups.map((group) => (
    <section key={group.name}>
      <h2>{word(`parameter.group.${group.name}`, group.name)}</h2>
      <ParameterList parameters={group.parameters.slice(0, 40)} version={data.version} />
    </section>
  ));
}
