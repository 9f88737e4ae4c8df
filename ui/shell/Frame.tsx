// The frame around every screen: top bar, rail, open customers, content, messages. Owns the keys that work anywhere.
import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { address, when_reached } from '../api/client.ts';
import type { Kind } from '../api/types.ts';
import { Icon } from '../parts/icons.tsx';
import { MoreMenu } from '../parts/MoreMenu.tsx';
import { set_region } from '../parts/live.ts';
import { useTakesMessages } from '../parts/message_place.ts';
import type { OwnKey } from '../compiled/keys.ts';
import { move_area } from './areas.ts';
import { JobsButton } from './JobsPanel.tsx';
import { keys_of, shortcuts_of } from './keys.ts';
import { profile_kinds } from '../api/kinds.ts';
import { in_groups } from './menu.ts';
import { as_language, useLanguage, useSetLanguage, useText } from './language.tsx';
import { OpenCustomers } from './OpenCustomers.tsx';
import { useSurePlaces } from './places.ts';
import { SearchBox, type SearchHandle } from './SearchBox.tsx';
import { useMay, useSession, useSettings } from './session.tsx';
import { apply_theme } from './theme.ts';
import { Toasts } from './Toasts.tsx';
import { show_toast } from './toasts.ts';
import { note_left } from './open_customers.ts';
import { cursor_came, is_being_typed, redo_last, undo_last, type Undone } from './undo.ts';
import { Opened } from './Trouble.tsx';
import { ask_whether_renewed, useRenewed } from './renewed.ts';
import { useFirstFocus } from './useFirstFocus.ts';
import { listen_to_keys, useKeys } from './useKeys.ts';
import { useJobStream } from './jobs.ts';
import { UserPanel } from './UserPanel.tsx';
import { words_of } from './words_of.ts';
import styles from './Frame.module.css';

// Not part of the first screen.
const KeyOverview = lazy(async () => ({ default: (await import('./KeyOverview.tsx')).KeyOverview }));

export function Frame() {
  const t = useText();
  const navigate = useNavigate();
  const search = useRef<SearchHandle>(null);
  const [overview, set_overview] = useState(false);
  useEffect(listen_to_keys, []);
  useJobStream();
  useFirstFocus();
  useNotedWay();
  usePreparedForms();
  useOwnSettings();
  const on_new = useCallback(
    (kind: Kind) => void navigate({ to: '/customers/new/$kind', params: { kind } }),
    [navigate],
  );
  const walk_back = useWalkBack();
  useKeys({
    search: () => search.current?.focus(),
    search_form: () => void navigate({ to: '/search', search: {} }),
    new_private: () => on_new('private'),
    new_company: () => on_new('company'),
    new_agency: () => on_new('agency'),
    new_prospect: () => on_new('prospect'),
    area_next: () => move_area(1),
    area_previous: () => move_area(-1),
    overview: () => set_overview(true),
    overview_letter: () => set_overview(true),
    undo: () => !types_here() && void walk_back(undo_last, 'ui.undone'),
    redo: () => !types_here() && void walk_back(redo_last, 'ui.redone'),
    next_error: focus_next_error,
  });
  return (
    <div className={styles.frame}>
      <a
        href="#content"
        className={styles.skip}
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        {t('ui.skip')}
      </a>
      <header className={styles.top} data-area="search">
        <Brand />
        <SearchBox ref={search} on_help={() => set_overview(true)} />
        <NewCustomer on_new={on_new} />
        <JobsButton />
        <UserPanel on_overview={() => set_overview(true)} />
      </header>
      <Rail />
      <OpenCustomers />
      <Connection />
      <main id="content" tabIndex={-1} className={styles.content} data-area="content">
        <Opened />
      </main>
      <MessageLine />
      <Toasts />
      <div ref={set_region} role="status" aria-live="polite" className="hidden" />
      {overview ? (
        <Suspense>
          <KeyOverview on_close={() => set_overview(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/// The logo of the house, where it has one.
function Brand() {
  const { house } = useSession();
  const name = house?.name ? `Kartei – ${house.name}` : 'Kartei';
  return (
    <Link
      to="/"
      className={house?.logo ? `${styles.brand} ${styles.own}` : styles.brand}
      aria-label={name}
      title={name}
    >
      {house?.logo ? (
        <>
          <img src={address('/house/logo', { v: house.logo })} alt="" />
          <span className={styles.house}>{house.name}</span>
        </>
      ) : (
        <img src="/icon.svg" alt="" width="24" height="24" />
      )}
    </Link>
  );
}

/// Private at once; the other kinds in the menu beside it.
function NewCustomer({ on_new }: { on_new: (kind: Kind) => void }) {
  const t = useText();
  const may = useMay();
  if (!may('customers.create')) return <span className={styles.new} />;
  return (
    <div className={styles.new}>
      <button
        type="button"
        className={`button ${styles.newbutton}`}
        onClick={() => on_new('private')}
        aria-keyshortcuts={shortcuts_of('new_private')}
        title={`${t('ui.new_customer')} (F2)`}
      >
        <Icon name="plus" />
        <span className={styles.label}>{t('ui.new_customer')}</span> <kbd>F2</kbd>
      </button>
      <MoreMenu
        text={t('ui.new_kinds')}
        className={`button ${styles.newmore}`}
        entries={profile_kinds.map((kind) => ({
          id: kind,
          text: t(`ui.key.new_${kind}`),
          keys: keys_of(`new_${kind}`)[0],
          run: () => on_new(kind),
        }))}
      />
    </div>
  );
}

/// Words stand beside the signs where the screen is wide enough and the user has not taken them away.
function Rail() {
  const t = useText();
  const { settings, change } = useSettings();
  const words = settings.menu_words;
  const places = useSurePlaces()
    .filter((place) => !place.seldom)
    .map((place) => ({ ...place, name: t(place.text) }));
  return (
    <nav className={`${styles.rail} ${words ? styles.words : ''}`} aria-label={t('ui.menu')} data-area="menu">
      {in_groups(places).map(({ heading, entries }) => {
        const links = entries.map((place) => (
          <Link
            key={place.to}
            to={place.to}
            className={styles.place}
            activeProps={{ className: styles.here, 'aria-current': 'page' }}
            activeOptions={{ exact: place.to === '/', includeSearch: false }}
            title={place.name}
          >
            <Icon name={place.icon} size={20} />
            <span>{place.short}</span>
          </Link>
        ));
        if (!heading) return links;
        return (
          <div key={heading} role="group" aria-label={heading} className={styles.group}>
            <p className={styles.heading} aria-hidden>
              {heading}
            </p>
            {links}
          </div>
        );
      })}
      <button
        type="button"
        className={`${styles.place} ${styles.fold}`}
        aria-pressed={words}
        title={t('ui.menu_words')}
        onClick={() => change({ menu_words: !words })}
      >
        <Icon name="columns" size={20} />
        <span>{t('ui.menu_words')}</span>
      </button>
    </nav>
  );
}

function MessageLine() {
  const line = useRef<HTMLDivElement>(null);
  useTakesMessages(line);
  return <div ref={line} className={styles.messages} />;
}

/// Whether the server is there, and still the one this page came from.
function Connection() {
  const t = useText();
  const [lost, set_lost] = useState(false);
  const renewed = useRenewed();
  const was_lost = useRef(false);
  useEffect(
    () =>
      when_reached((yes) => {
        if (yes && was_lost.current) void ask_whether_renewed(true);
        was_lost.current = !yes;
        set_lost(!yes);
      }),
    [],
  );
  if (!lost && !renewed) return null;
  return (
    <div className={styles.lost} role="alert">
      <Icon name="warn" /> {t(lost ? 'ui.connection_lost' : 'ui.renewed')}
      {lost ? null : (
        <button type="button" className="button" data-reload onClick={() => location.reload()}>
          {t('ui.reload')}
        </button>
      )}
    </div>
  );
}

/// The forms are fetched while nobody waits, so that the first customer opens as fast as the second.
function usePreparedForms() {
  const router = useRouter();
  useEffect(() => {
    const timer = window.setTimeout(
      () => void router.preloadRoute({ to: '/customers/$id', params: { id: '0' } }).catch(() => {}),
      1500,
    );
    return () => window.clearTimeout(timer);
  }, [router]);
}

/// Language and theme of the signed-in user, as soon as they are known.
function useOwnSettings() {
  const { settings, loaded } = useSettings();
  const set_language = useSetLanguage();
  const language = useLanguage();
  const applied = useRef(false);
  useEffect(() => {
    if (!loaded || applied.current) return;
    applied.current = true;
    const own = as_language(settings.language);
    if (own && own !== language && !new URLSearchParams(location.search).has('language')) set_language(own);
    apply_theme(settings.theme);
  }, [loaded, settings, language, set_language]);
}

/// Where one came from, and what fields held then.
function useNotedWay() {
  const router = useRouter();
  useEffect(() => {
    const came = (event: FocusEvent) => cursor_came(event.target);
    document.addEventListener('focusin', came);
    const stop = router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
      if (fromLocation && pathChanged) note_left(fromLocation.href);
    });
    return () => {
      document.removeEventListener('focusin', came);
      stop();
    };
  }, [router]);
}

/// Ctrl+Z belongs to the field while something is being typed into it.
const types_here = () => document.activeElement instanceof HTMLElement && is_being_typed(document.activeElement);

function useWalkBack() {
  const t = useText();
  const queries = useQueryClient();
  return async (walk: () => Promise<Undone>, key: OwnKey) => {
    const outcome = await walk().catch(() => 'lost' as const);
    if (outcome === 'done') {
      await queries.invalidateQueries();
      show_toast({ text: t(key), tone: 'ok', seconds: 5 });
    } else if (outcome === 'nothing') show_toast({ text: t('ui.nothing_to_undo'), seconds: 4 });
    else show_toast({ text: outcome === 'lost' ? t('ui.unreachable') : words_of(outcome.refusal, t), tone: 'danger' });
  };
}

function focus_next_error() {
  const wrong = [...document.querySelectorAll<HTMLElement>('[aria-invalid="true"]')];
  if (!wrong.length) return false;
  const here = wrong.indexOf(document.activeElement as HTMLElement);
  wrong[(here + 1) % wrong.length]!.focus();
  return true;
}
