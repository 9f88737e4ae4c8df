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
//      due_on, amount, iban (masked), bic, mandate, mandate_on, sequence, amended, problems: [{field, key, text}]}]};
//      when more than 2,000 bookings are due {as_job: true, count}
// POST /direct-debits/previews   payments.debit  Idempotency-Key. {collect_on, scheme, leave_out} -> 202 {id}: a job whose
//      result is the preview, with the first 1,000 debits, those to be fixed first
// POST /direct-debits            payments.debit  Idempotency-Key. {collect_on, scheme, leave_out} -> 202 {id}: a job with
// the
//      result {run, again, items_count, total, collect_on, left_over}; again: nothing new was due and the run is the one
//      made before
// GET  /direct-debits            payments.debit  {rows: [RUN]}, the newest first
// GET  /direct-debits/{id}       payments.debit  RUN with items: [{position, customer, booking, amount, iban, mandate,
//      sequence, end_to_end, returned_on, reason, reason_text, fee, blocked}]
// GET  /direct-debits/{id}/file  payments.debit  pain.008.001.08, the same bytes each time
// POST /direct-debits/{id}/returns   payments.debit  Idempotency-Key. {position, reason, returned_on, fee} -> 201 RUN
// POST /direct-debits/{id}/releases  payments.debit  Idempotency-Key. {position} -> 201 RUN: the account may be debited
// again
//   RUN: {id, state, collect_on, scheme, message_id, made_at, made_by, items_count, total}
// GET  /dunning-runs/preview     payments.dun  ?on, leave_out (customers' numbers) -> {on, count, total, letters:
// [LETTER]}, or as above {as_job: true, count}
// POST /dunning-runs/previews    payments.dun  Idempotency-Key. {on, leave_out} -> 202 {id}: a job, result as above
// POST /dunning-runs             payments.dun  Idempotency-Key. {on, leave_out} -> 202 {id}: a job with the result {run,
//      letters: how many, change_event}, which undoes it until its letters are printed
// GET  /dunning-runs             payments.dun  {rows: [DUNNING_RUN without letters]}
// GET  /dunning-runs/{id}        payments.dun  DUNNING_RUN
// POST /dunning-runs/{id}/takeouts  payments.dun  Idempotency-Key. {position, taken_out} -> 201 DUNNING_RUN
// POST /dunning-runs/{id}/letters   payments.dun  Idempotency-Key. The letters go out: levels and fees come true -> 202
//      {id}: a job with the result {run, letters} and the PDF as its file
// GET  /dunning-runs/{id}/letters.pdf  payments.dun  the letters, before and after
//   LETTER: {position, customer: {id, number, name}, booking, order, level, due_from, due_to, days_late, amount, fee,
//            taken_out}
// Modules can be absent (module_payments, module_direct_debit): then these answer 404.
#pragma once

#include "audit/house.hpp"
#include "jobs/jobs.hpp"
#include "web/endpoint.hpp"

namespace kartei::payments {

web::EndpointTable payments_endpoints(House& house, jobs::Jobs& jobs);
/// Parts of them.
web::EndpointTable debit_endpoints(House& house, jobs::Jobs& jobs);
web::EndpointTable dunning_endpoints(House& house, jobs::Jobs& jobs);

/// A look at more than so many is a job of its own, and so much of its result is shown.
struct PreviewLimits {
    std::size_t in_a_request = 2'000, shown = 1'000;
    /// So many letters of dunning are set in one transaction, lest readers of old states pile up behind a hundred thousand.
    std::size_t letters_at_once = 500;
};
PreviewLimits& preview_limits();  ///< tests lower them

}  // namespace kartei::payments
