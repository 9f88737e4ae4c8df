// Messages at the lower edge: what happened and the way back. Plain store, no timing of its own besides their end.
import { useSyncExternalStore } from 'react';

export interface ToastAction {
  label: string;
  run: () => void;
}
export interface Toast {
  id: number;
  text: string;
  tone?: 'ok' | 'warn' | 'danger';
  action?: ToastAction;
  actions?: readonly ToastAction[];
  until: number;
}

let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

export function show_toast(toast: Omit<Toast, 'id' | 'until'> & { seconds?: number }): number {
  const id = next++;
  const until = Date.now() + (toast.seconds ?? 10) * 1000;
  toasts = [...toasts.slice(-2), { ...toast, id, until }];
  tell();
  return id;
}

export function drop_toast(id: number) {
  toasts = toasts.filter((toast) => toast.id !== id);
  tell();
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
