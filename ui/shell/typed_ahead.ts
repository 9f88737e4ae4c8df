// Keys that are typed while something is on its way (a layer whose part of the program is still being fetched, another
// screen, a deed that the next key builds on) are kept, so that none is lost and none does anything to what lies below,
// and typed once that stands. Esc forgets them.
let waiting = 0;
let kept: KeyboardEvent[] = [];

const most_kept = 200;
const look_again = 20;
const longest_wait = 5_000;

const in_layer = () => document.activeElement?.closest('dialog[open]') ?? null;

/// Called for each key before anybody else; true when it was kept.
export function keep_key(event: KeyboardEvent): boolean {
  if (waiting === 0 || !event.isTrusted || event.isComposing) return false;
  if (['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'].includes(event.key)) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.key === 'Escape') kept = [];
  else if (!event.repeat && kept.length < most_kept) kept.push(event);
  return true;
}

/// From now on keys are kept; what is returned is called when what they wait for is done, and they are typed as soon as
/// `is_ready`.
export function keys_wait(is_ready: () => boolean = () => true): () => void {
  waiting += 1;
  return () => void give_back(is_ready);
}

/// As keys_wait, for a layer.
export function expect_layer(): () => void {
  const before = in_layer();
  return keys_wait(() => in_layer() !== null && in_layer() !== before);
}

const a_moment = (length: number) => new Promise((go_on) => setTimeout(go_on, length));

async function give_back(is_ready: () => boolean) {
  // What was done stands on the screen a moment later.
  await a_moment(0);
  for (let waited = 0; waited < longest_wait && !is_ready(); waited += look_again) await a_moment(look_again);
  if (!is_ready() && waiting === 1) kept = [];
  // One after the other, as the fingers did: what a key does is seen by the next one, which may have to wait again.
  while (waiting === 1 && kept.length) {
    type(kept.shift()!);
    await a_moment(0);
  }
  waiting -= 1;
}

const tabbable = 'input, select, textarea, button, a[href], [tabindex="0"]';

function step(from: Element, back: boolean) {
  const all = [...(from.closest('dialog') ?? document).querySelectorAll<HTMLElement>(tabbable)];
  const usable = all.filter((one) => one.tabIndex >= 0 && !(one as HTMLInputElement).disabled && one.offsetParent);
  usable[(usable.indexOf(from as HTMLElement) + (back ? -1 : 1) + usable.length) % usable.length]?.focus();
}

/// What the browser itself does with a key; it does so for real keys only.
function type({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent) {
  const target = document.activeElement ?? document.body;
  const how = { key, code, ctrlKey, altKey, shiftKey, metaKey, bubbles: true, cancelable: true };
  if (!target.dispatchEvent(new KeyboardEvent('keydown', how))) return;
  if (ctrlKey || altKey || metaKey) return;
  if (key === 'Tab') step(target, shiftKey);
  else if (key === 'Backspace') document.execCommand('delete');
  else if ([...key].length === 1 && target.matches('button') && key === ' ') (target as HTMLButtonElement).click();
  else if ([...key].length === 1) document.execCommand('insertText', false, key);
  else if (key === 'Enter' && target.matches('button')) (target as HTMLButtonElement).click();
  else if (key === 'Enter' && target instanceof HTMLInputElement) target.form?.requestSubmit();
}
