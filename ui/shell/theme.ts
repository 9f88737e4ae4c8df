// Light, dark or as the machine says; remembered on this machine so that the first paint is right.
export type Theme = 'light' | 'dark' | 'system';

export function apply_theme(theme?: string) {
  const wanted = theme ?? localStorage.getItem('kartei.theme') ?? 'system';
  if (theme) localStorage.setItem('kartei.theme', theme);
  if (wanted === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = wanted;
}
