// Settings of the house in the browser: addresses and places in the menu.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { OwnKey } from '../../compiled/keys.ts';
import type { Place } from '../../shell/places.ts';
import { root } from '../../shell/root.ts';
import { text } from '../../shell/search_params.ts';
import { with_words } from '../../shell/words.ts';

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>): { section?: string; find?: string } => ({
    section: text(search.section),
    find: text(search.find),
  }),
  component: lazyRouteComponent(
    with_words(['records', 'parameters', 'forms', 'settings'], () => import('./Settings.tsx')),
    'Settings',
  ),
});

export const routes = [settings] as const;

/// A section, found by what its menu was called in the old systems.
const section = (search: string, text: OwnKey, also: OwnKey, module?: Place['module']): Place => ({
  to: '/settings',
  search: { section: search },
  icon: 'settings',
  text,
  also,
  right: 'parameters.manage',
  module,
  seldom: true,
});

export const places: readonly Place[] = [
  {
    to: '/settings',
    icon: 'settings',
    text: 'ui.place.settings',
    right: 'parameters.manage',
    also: 'ui.place.settings.also',
  },
  section('numbers', 'ui.place.settings_numbers', 'ui.place.settings_numbers.also'),
  section('kinds', 'ui.place.settings_kinds', 'ui.place.settings_kinds.also'),
  section('entry', 'ui.place.settings_entry', 'ui.place.settings_entry.also'),
  section('captions_private', 'ui.place.settings_captions', 'ui.place.settings_captions.also'),
  section('house', 'ui.place.settings_house', 'ui.place.settings_house.also'),
  section('documents', 'ui.place.settings_documents', 'ui.place.settings_documents.also'),
  section('modules', 'ui.place.settings_modules', 'ui.place.settings_modules.also'),
  section('bonus', 'ui.place.settings_bonus', 'ui.place.settings_bonus.also', 'bonus'),
  section('fee-rules', 'ui.place.settings_fee_rules', 'ui.place.settings_fee_rules.also', 'fees'),
  section('commission-tables', 'ui.place.settings_commission', 'ui.place.settings_commission.also', 'commission'),
  section('payment-terms', 'ui.place.settings_payment_terms', 'ui.place.settings_payment_terms.also', 'travel'),
  section('operators', 'ui.place.settings_operators', 'ui.place.settings_operators.also'),
  section('destinations', 'ui.place.settings_destinations', 'ui.place.settings_destinations.also'),
  section('banks', 'ui.place.settings_banks', 'ui.place.settings_banks.also'),
  section('postcodes', 'ui.place.settings_postcodes', 'ui.place.settings_postcodes.also'),
];
