// Colours that people choose, and what can be read on them.
const is_colour = /^#[0-9a-f]{6}$/i;

/// Relative luminance of WCAG 2.2, 0 black to 1 white.
function luminance(colour: string): number {
  const part = (at: number) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/// Contrast of two colours, 1 to 21; text wants 4.5 (WCAG 1.4.3).
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/// Black or white, whichever reads better on a colour: one of them always has 4.5, whatever the page around it is.
export function ink_on(colour: string): '#000000' | '#ffffff' {
  return contrast(colour, '#000000') >= contrast(colour, '#ffffff') ? '#000000' : '#ffffff';
}

/// As a style of what is filled with the colour; none of what is no colour ("#rrggbb").
export const filled = (colour: string | null | undefined) =>
  colour && is_colour.test(colour) ? { background: colour, color: ink_on(colour) } : undefined;
