// Endpoints of payments, direct debits and dunning. What they take and give; money is a decimal string, dates are
// YYYY-MM-DD. Open items themselves are the list "open-items" (POST /reports/open-items/runs).
//
// POST /payments                 payments.read  Idempotency-Key. {items: [{booking: number} or {order: "number"}],
// amount,
//      kind, paid_on, text} -> 201 {taken: [{booking, position, order, amount, credit, paper: invoice | receipt}]}: one
//      sum for several, the first ones first, what is left as credit of the last booking. Takes bookings.pay, for
//      orders sales.sell. `paper`: what is printed behind it (J-196, J-197)
// POST /bookings/{number}/credit-moves  bookings.pay  Idempotency-Key. {booking or order, amount, text} -> 201 {taken:
// [the
//      payment out, the payment in]}
// GET  /direct-debits/preview    payments.debit  ?collect_on, scheme (core, b2b), leave_out (numbers of bookings) ->
//      {asked_on, collect_on, scheme, short_notice, going, total, debits: [{customer: {id, number, name}, booking,
//      due_on, amount, iban (masked), bic, mandate, mandate_on, sequence, amended, problems: [{field, key, text}]}]}
// POST /direct-debits            payments.debit  Idempotency-Key. {collect_on, scheme, leave_out} -> 201 RUN with
// `again`:
//      true when nothing new was due and the run is the one made before
// GET  /direct-debits            payments.debit  {rows: [RUN]}, the newest first
// GET  /direct-debits/{id}       payments.debit  RUN with items: [{position, customer, booking, amount, iban, mandate,
//      sequence, end_to_end, returned_on, reason, reason_text, fee, blocked}]
// GET  /direct-debits/{id}/file  payments.debit  pain.008.001.08, the same bytes each time
// POST /direct-debits/{id}/returns   payments.debit  Idempotency-Key. {position, reason, returned_on, fee} -> 201 RUN
// POST /direct-debits/{id}/releases  payments.debit  Idempotency-Key. {position} -> 201 RUN: the account may be debited
// again
//   RUN: {id, collect_on, scheme, message_id, made_at, made_by, items_count, total}
// GET  /dunning-runs/preview     payments.dun  ?on, leave_out (customers' numbers) -> {on, count, total, letters:
// [LETTER]} POST /dunning-runs             payments.dun  Idempotency-Key. {on, leave_out} -> 201 DUNNING_RUN;
// change_event undoes it
//      until its letters are printed
// GET  /dunning-runs             payments.dun  {rows: [DUNNING_RUN without letters]}
// GET  /dunning-runs/{id}        payments.dun  DUNNING_RUN
// POST /dunning-runs/{id}/takeouts  payments.dun  Idempotency-Key. {position, taken_out} -> 201 DUNNING_RUN
// POST /dunning-runs/{id}/letters   payments.dun  Idempotency-Key. The letters go out: levels and fees come true -> 201
// GET  /dunning-runs/{id}/letters.pdf  payments.dun  the letters, before and after
//   LETTER: {position, customer: {id, number, name}, booking, order, level, due_from, due_to, days_late, amount, fee,
//            taken_out}
// Modules can be absent (module_payments, module_direct_debit): then these answer 404.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::payments {

web::EndpointTable payments_endpoints(House& house);
/// Parts of them.
web::EndpointTable debit_endpoints(House& house);
web::EndpointTable dunning_endpoints(House& house);

}  // namespace kartei::payments
