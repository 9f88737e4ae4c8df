// Spoken messages for screen readers: one polite region for the whole page, made by the frame.
let region: HTMLElement | null = null;
let timer = 0;

export function set_region(element: HTMLElement | null) {
  region = element;
}

/// Says the latest text after a short rest, so that fast typing is not talked over.
export function say(text: string, rest = 300) {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    if (region) region.textContent = text;
  }, rest);
}
