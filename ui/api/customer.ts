// Asking for one customer: what every module that shows one needs.
import { send } from './client.ts';
import type { CustomerRecord } from './types.ts';

export const customer_key = (id: string | number) => ['customer', String(id)];

export async function load_customer(id: string | number, signal?: AbortSignal): Promise<CustomerRecord> {
  const { data, version } = await send<CustomerRecord>('GET', `/customers/${id}`, { signal });
  return { ...data, version: data.version ?? version ?? 0 };
}
