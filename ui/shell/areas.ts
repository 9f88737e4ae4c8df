// F6: from one area of the screen to the next (search, menu, open customers, form or list, panel).
const focusable = [
  ...['input', 'select', 'textarea'].map((name) => `${name}:not([disabled])`),
  'button:not([disabled]):not([tabindex="-1"])',
  'a[href]',
  '[tabindex="0"]',
].join();

function first_of(area: HTMLElement): HTMLElement | null {
  if (area.matches('[tabindex="0"]')) return area;
  return (
    [...area.querySelectorAll<HTMLElement>(focusable)].find(
      (one) => one.offsetParent !== null && one.closest('[data-area]') === area,
    ) ?? null
  );
}

export function move_area(step: 1 | -1) {
  const areas = [...document.querySelectorAll<HTMLElement>('[data-area]')].filter((area) => first_of(area));
  if (!areas.length) return;
  const here = areas.indexOf(document.activeElement?.closest<HTMLElement>('[data-area]') as HTMLElement);
  const next = areas[(here + step + areas.length) % areas.length]!;
  first_of(next)?.focus();
}
