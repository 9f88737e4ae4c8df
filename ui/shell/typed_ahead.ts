// Keys that are typed while something is on its way (a layer whose part of the program is still being fetched, another
// screen, a deed that the next key builds on) are kept, so that none is lost and none does anything to what lies below,
// and typed once that stands. Esc forgets them.
let waiting = 0;
type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;
let kept: Key[] = [];

const most_kept = 200;
const look_again = 20;
const longest_wait = 5_000;

const in_layer = () => document.activeElement?.closest('dialog[open]') ?? null;

/// Keys that are no letter yet: the system makes one of them and of the next (´ and e are é), which comes as a key of its
/// own or as the end of a composition.
const composes = ({ key, isComposing }: KeyboardEvent) =>
  isComposing || ['Dead', 'Compose', 'Process', 'Unidentified'].includes(key);

/// Called for each key before anybody else; true when it was kept.
export function keep_key(event: KeyboardEvent): boolean {
  if (waiting === 0 || !event.isTrusted) return false;
  if (composes(event)) {
    event.stopImmediatePropagation(); // not prevented: the accent would be lost
    return true;
  }
  if (['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'].includes(event.key)) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.key === 'Escape') kept = [];
  else if (!event.repeat && kept.length < most_kept) kept.push(event);
  return true;
}

type Field = HTMLInputElement | HTMLTextAreaElement;
let composing: { field: Field; before: string } | undefined;

/// Called for the beginning and the end of each composition: what was composed while keys wait is kept as if typed, and
/// the field in which it came to stand is as it was.
export function keep_composition({ type, target, data, isTrusted }: CompositionEvent) {
  if (!isTrusted) return;
  if (type === 'compositionstart') {
    const field = target as Field;
    composing = waiting > 0 && typeof field.value === 'string' ? { field, before: field.value } : undefined;
  } else if (composing) {
    const { field, before } = composing;
    composing = undefined;
    const plain = { code: '', ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
    for (const key of data.normalize('NFC')) if (kept.length < most_kept) kept.push({ ...plain, key });
    put_back(field, before);
  }
}

/// As if the user had taken it out: the form learns of it.
function put_back(field: Field, text: string) {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
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
function type({ key, code, ctrlKey, altKey, shiftKey, metaKey }: Key) {
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
