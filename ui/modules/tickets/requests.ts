// The tickets of an order: what was printed of them, their PDF, what came out of the printer, and by e-mail.
import { address, get, new_key, send } from '../../api/client.ts';

export interface OrderTicket {
  id: number;
  event: string;
  when?: string | null;
  door?: string | null;
  place?: string | null;
  type?: string | null;
  print_count: number;
  printed_at?: string | null;
  scanned_at?: string | null;
  not_printable: string | null;
}
export interface OrderTickets {
  id: number;
  number: string;
  version: number;
  tickets: OrderTicket[];
}

export const tickets_key = (order: number) => ['order-tickets', order];
export const get_tickets = (order: number, signal?: AbortSignal) =>
  get<OrderTickets>(`/orders/${order}/tickets`, {}, signal);
export const pdf_address = (order: number, tickets: readonly number[]) =>
  address(`/orders/${order}/tickets.pdf`, { ticket: tickets.map(String) });
export const confirm_prints = async (order: number, version: number, tickets: readonly number[], reason: string) =>
  (await send<OrderTickets>('POST', `/orders/${order}/prints`, { version, body: { tickets, reason: reason || null } }))
    .data;
export const mail_tickets = (order: number, to: string) =>
  send('POST', `/orders/${order}/mail`, { once: new_key(), body: { to: to || null } });
