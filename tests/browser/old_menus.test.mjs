// Whoever comes from the systems before types what the menu was called there: every place of the seeds' menus is found in
// the search box by its old name, first of all places, and Enter opens it; what belongs to a module that is switched off says so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, go, journeys, signed_in } from './support.mjs';

journeys();

/// By language: what is typed, and where it leads.
const old_names = {
  de: {
    'Erfassen Privat': '/customers/new/private',
    'Erfassen Firmen': '/customers/new/company',
    'Erfassen Reisebüros': '/customers/new/agency',
    'Erfassen Interessenten': '/customers/new/prospect',
    'Kunden - Suchen': '/search',
    Ändern: '/search',
    Kundenhistory: '/reports/customer-history',
    Kundenstatistik: '/reports/customer-statistics',
    'Kunden - Kundenstatistik': '/reports/customer-statistics',
    Bonuspunkteverwaltung: '/bonus',
    Suchliste: '/customers',
    Teilnehmersuche: '/search/participants',
    Vorgangssuche: '/search/bookings',
    Selektion: '/selections',
    'Kunden - Selektion': '/selections',
    'Kunden - Selektion - Einstellungen': '/selections',
    'Gespeicherte Selektion': '/selections/saved',
    Firmendarstellung: '/reports/company-view',
    'Kunden - Firmendarstellung': '/reports/company-view',
    'Datei - Parameter - Parameter Kunde': '/settings?section=kinds',
    'Datei - Parameter - Parameter Kunde - Provision': '/settings?section=commission-tables',
    'Datei - Parameter - Parameter Kunde - Karteikarte Termine': '/settings?section=',
    'Datei - Parameter - Parameter Vorgang - Termine': '/settings?section=payment-terms',
    'Datei - Parameter - Fee-Regelwerke': '/settings?section=fee-rules',
    'Datei - Parameter - Anwendungsgrundlagen': '/settings?section=',
    'Kundensuche - Einstellungen - Vorgangshistory aktivieren': '/settings?section=modules',
    'Druck-Parameter - Bestätigung/Rechnung - Einstellungen - Standard Kopienanzahl': '/settings?section=documents',
    'Kunden - Allgemein - Einstellungen - Code1 als Liste': '/settings?section=entry',
    'Kunden - Privat/Firma/Reisebüro/Interessent - Einstellungen - Code1': '/settings?section=captions_private',
    'Kunden - Privat/Firma/Reisebüro/Interessent - Restriktionen': '/settings?section=kinds',
    'Datei - Paßwort - Funktion': '/users',
    'Basisdaten - Veranstalter': '/settings?section=operators',
    'Basisdaten - Zielgebiete': '/settings?section=destinations',
    'Basisdaten - Bankleitzahlen': '/settings?section=banks',
    'Buchhaltung - Zahlungskontrolle': '/payments/open-items',
    'Buchhaltung - Mahnwesen': '/payments/dunning',
    'Listen - Buchungen': '/reports/bookings',
    'Listen - Terminliste': '/reports/follow-ups',
    'Listen - Teilnehmerlisten; Ausgabe Drucker / Vorschau - Paxmanifest': '/reports/manifest',
    'Statistik - Umsatz': '/reports/turnover',
    'Vorgang - Agentur-Sammelvorgänge erstellen': '/agency-settlements',
    'Vorgang - Kundenzahlung': '/search/bookings',
    'Vorgang - Reiseanmeldung': '/search/bookings',
    'Vorgang - Reiseanmeldung - Teilnehmer': '/search/bookings',
    'Vorgang - Reiseanmeldung - Beträge/ Infos': '/search/bookings',
  },
  nl: {
    'Rapportage - Klanten': '/reports/customers',
    'Rapportage - Abonnementen - Klanten': '/reports/subscription-customers',
    'Rapportage - Acties - Klanten': '/reports/promotion-customers',
    'Rapportage - Productenverkoop': '/reports/product-customers',
    'Administratie - Klanten - Labels': '/labels',
    'Klanten samenvoegen': '/duplicates',
    'Klant & Stoel Info': '/reports/customers',
    'Niet geprinte tickets': '/reports/customers',
    'Administratie > Seizoenen': '/administration/seasons',
    Klantlabels: '/labels',
    Evenementfilter: '/reports/customers',
  },
  en: {
    'Reports > Customers > Customer report': '/reports/customers',
    'Customers > Sales': '/reports/customers',
    'Administration > Subscription': '/administration/subscriptions',
    'Administration > Events > Special offer': '/administration/promotions',
    'Administration > Customers > Merge customers': '/duplicates',
  },
};

const where = (page) => page.evaluate(() => location.pathname + location.search);

for (const [language, names] of Object.entries(old_names))
  test(`old menus are found by their names: ${language}`, async () => {
    const page = await signed_in();
    await go(page, `/?language=${language}`);
    await page.waitForSelector('nav a[href]');
    const wrong = [];
    for (const [typed, address] of Object.entries(names)) {
      await page.keyboard.press('F3');
      // Letters of no American keyboard are put in here without a key: they cannot be kept for the box, so it is waited for.
      await page.waitForSelector('[role="combobox"]:focus');
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
      // The box is emptied when something was opened; keys that had to wait for the screen before come a moment later.
      const opened = await page
        .waitForFunction(
          (to) =>
            document.querySelector('[role="combobox"]').value === ''
            && (location.pathname + location.search).startsWith(to),
          address,
          { timeout: 5000 },
        )
        .then(
          () => true,
          () => false,
        );
      await page.waitForTimeout(150);
      const here = await where(page);
      if (!opened || !here.startsWith(address))
        wrong.push(`${typed}: ${opened ? here : 'nothing'} instead of ${address}`);
      await page.keyboard.press('Escape');
    }
    assert.deepEqual(wrong, []);
  });

test('a place whose module is switched off says which, and leads there', async () => {
  const page = await signed_in();
  await go(page, '/');
  const off = async (value) => {
    const { json, tag } = await api(page, 'GET', '/parameters');
    const answer = await api(page, 'PATCH', '/parameters', { module_bonus: value }, tag ? { 'If-Match': tag } : {});
    assert.ok(answer.status < 300, JSON.stringify([answer.json, Object.keys(json)]));
  };
  await off(false);
  try {
    await go(page, '/');
    await page.waitForSelector('[data-area="menu"] a[href$="/bonus"]', { state: 'detached' });
    await page.keyboard.press('F3');
    await page.keyboard.type('Bonuspunkteverwaltung');
    await page.waitForSelector('[role="option"]:has-text("Modul „Bonuspunkte“ ist ausgeschaltet")');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/settings?section=modules');
  } finally {
    await off(true);
  }
});
