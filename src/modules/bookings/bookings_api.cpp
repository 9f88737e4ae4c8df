#include "modules/bookings/bookings_api.hpp"

#include "modules/accounts/account_json.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/bookings/booking_archive.hpp"
#include "modules/bookings/booking_carry_back.hpp"
#include "modules/bookings/booking_json.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/settled_services.hpp"
#include "modules/parameters/module_switch.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

Answer answer_of(House& house, Transaction& transaction, const Request& request, const SavedBooking& saved) {
    auto answer = Answer::ok(booking_json(house, transaction, request, saved.booking, saved.event));
    answer.version = saved.booking.head.version;
    return answer;
}

Answer created(House& house, Transaction& transaction, const Request& request, const SavedBooking& saved) {
    auto answer = answer_of(house, transaction, request, saved);
    answer.status = 201;
    answer.location = "/api/v1/bookings/" + std::to_string(saved.booking.head.number);
    return answer;
}

std::int64_t number_of(const Request& request) { return request.id("number"); }

/// A stale version answers with the booking as it is and what changed meanwhile.
Result<Answer> refused(House& house, const Request& request, const Refusal& refusal) {
    if (refusal.kind != RefusalKind::stale) return refusal;
    const auto now = house.database.read([&](Transaction& transaction) -> Result<std::pair<std::int64_t, Json>> {
        const auto booking = TRY(booking_to_read(house, transaction, request.actor, number_of(request)));
        return std::pair(booking.head.id, booking_json(house, transaction, request, booking));
    });
    if (!now) return refusal;
    return accounts::stale(house, "booking", now->first, *request.version, now->second, request);
}

using BookingWork = std::function<Result<SavedBooking>(Transaction&)>;

/// What creates something is done once for each key.
Result<Answer> create(House& house, const Request& request, const BookingWork& work) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto saved = TRY(work(transaction));
            return created(house, transaction, request, saved);
        });
    });
}

Result<Answer> change(House& house, const Request& request, const BookingWork& work) {
    const auto answer = house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto saved = TRY(work(transaction));
        return answer_of(house, transaction, request, saved);
    });
    if (!answer) return refused(house, request, answer.refusal());
    return answer;
}

Result<Answer> get(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto booking = TRY(booking_to_read(house, transaction, request.actor, number_of(request)));
        return answer_of(house, transaction, request, {booking, 0});
    });
}

Result<Answer> carry_participant_back(House& house, const Request& request) {
    const auto answer = house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto done = TRY(carry_back(house, transaction, request.actor, number_of(request), *request.version,
                                         request.id("position")));
        return Answer::ok({{"customer", done.customer_id},
                           {"new_member", done.new_member},
                           {"passports", done.passports},
                           {"wishes", done.wishes},
                           {"change_event", done.event == 0 ? Json(nullptr) : Json(done.event)}});
    });
    return answer ? answer : refused(house, request, answer.refusal());
}

Result<Answer> preview(House& house, const Request& request) {
    const auto number = request.body.value("number", Json());
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto found = TRY(preview_booking(house, transaction, request.actor,
                                               number.is_null() ? 0 : number.get<std::int64_t>(),
                                               draft_in(request.body)));
        auto json = booking_json(house, transaction, request, found.booking);
        json["issues"] = issues_json(found.issues, request.language);
        return Answer::ok(std::move(json));
    });
}

Result<Answer> remove(House& house, const Request& request) {
    const auto event = house.database.write([&](Transaction& transaction) {
        return void_booking(house, transaction, request.actor, number_of(request), *request.version);
    });
    if (!event) return refused(house, request, event.refusal());
    return Answer::ok({{"change_event", *event}});
}

std::optional<std::vector<std::int64_t>> positions_in(const Json& body, const char* name) {
    const auto found = body.find(name);
    if (found == body.end() || found->is_null()) return std::nullopt;
    return found->get<std::vector<std::int64_t>>();
}

CancelOrder cancel_order_in(const Json& body) {
    CancelOrder order;
    if (const auto day = body.value("cancelled_on", Json()); day.is_string()) order.cancelled_on = day;
    order.services = positions_in(body, "services");
    order.participants = positions_in(body, "participants");
    if (const auto charges = body.find("charges"); charges != body.end() && !charges->is_null()) {
        order.charges.emplace();
        for (const auto& charge : *charges) order.charges->push_back(values_in(charge));
    }
    return order;
}

Result<Answer> preview_cancellation(House& house, const Request& request) {
    const auto answer = house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto booking = TRY(booking_to_read(house, transaction, request.actor, number_of(request)));
        if (booking.head.version != *request.version) return refuse(RefusalKind::stale, "error.stale");
        const auto cancelled = TRY(cancellation_of(house, transaction, booking, cancel_order_in(request.body)));
        auto json = cancellation_json(house, transaction, request.actor, cancelled);
        json["booking"] = booking_json(house, transaction, request, booking);
        return Answer::ok(std::move(json));
    });
    if (!answer) return refused(house, request, answer.refusal());
    return answer;
}

Result<Answer> cancel(House& house, const Request& request) {
    if (request.body.value("preview", false)) return preview_cancellation(house, request);
    const auto answer = house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto number = number_of(request);
        const auto order = cancel_order_in(request.body);
        hold_settlement(transaction, number);
        const auto before = TRY(booking_to_change(house, transaction, request.actor, number, request.version));
        auto json = cancellation_json(house, transaction, request.actor,
                                      TRY(cancellation_of(house, transaction, before, order)));
        const auto saved = TRY(cancel_booking(house, transaction, request.actor, number, *request.version, order));
        json["booking"] = booking_json(house, transaction, request, saved.booking, saved.event);
        auto done = Answer::ok(std::move(json));
        done.version = saved.booking.head.version;
        return done;
    });
    if (!answer) return refused(house, request, answer.refusal());
    return answer;
}

CopyOrder copy_order_in(const Json& body) {
    CopyOrder order;
    if (const auto customer = body.value("customer", Json()); customer.is_number()) order.customer = customer;
    if (const auto into = body.value("into", Json()); into.is_number()) order.into = into;
    order.services = positions_in(body, "services");
    order.participants = body.value("participants", false);
    order.notes = body.value("notes", false);
    return order;
}

Result<Answer> passports(House& house, const Request& request) {
    const auto numbers = TRY(house.database.write([&](Transaction& transaction) {
        return read_passports(house, transaction, request.actor, number_of(request));
    }));
    Json json = Json::object();
    for (const auto& [position, number] : numbers) json[std::to_string(position)] = number;
    auto answer = Answer::ok(std::move(json));
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

EndpointTable booking_endpoints(House& house) {
    const auto booking = schema::reference("Booking");
    const auto draft = schema::reference("BookingDraft");
    return {
        {Method::get,
         "/bookings/{number}",
         "get_booking",
         "bookings.read",
         "A booking with all that belongs to it: rows, totals, due dates with their sources, terms, warnings (J-125, "
         "J-128 to J-131, J-140).",
         {},
         nullptr,
         {},
         {{200, "The booking.", booking}},
         {},
         [&house](Request& request) { return get(house, request); }},
        {Method::post,
         "/bookings",
         "create_booking",
         "bookings.change",
         "Begins a booking (J-002, J-005, J-122); its number comes from the range of the house, without a gap. 409 for "
         "a "
         "customer who is blocked (J-194).",
         {},
         draft,
         {},
         {{201, "The booking; `change_event` undoes it.", booking}},
         Precondition::idempotency_key,
         [&house](Request& request) {
             return create(house, request, [&](Transaction& transaction) {
                 return create_booking(house, transaction, request.actor, draft_in(request.body));
             });
         },
         "booking"},
        {Method::post,
         "/bookings/preview",
         "preview_booking",
         "bookings.change",
         "What a draft comes to; nothing is stored. `issues` says what would be refused.",
         {},
         schema::reference("BookingPreview"),
         {},
         {{200, "The booking as it would be.", booking}},
         {},
         [&house](Request& request) { return preview(house, request); },
         "booking"},
        {Method::patch,
         "/bookings/{number}",
         "change_booking",
         "bookings.change",
         "Changes the fields and the lists that are given; 412 when somebody else has saved, with `current` and "
         "`changes`.",
         {},
         draft,
         {},
         {{200, "The booking as it is now; `change_event` undoes the change.", booking}},
         Precondition::if_match,
         [&house](Request& request) {
             return change(house, request, [&](Transaction& transaction) {
                 return change_booking(house, transaction, request.actor, number_of(request), *request.version,
                                       draft_in(request.body));
             });
         },
         "booking"},
        {Method::del,
         "/bookings/{number}",
         "void_booking",
         "bookings.cancel",
         "Takes a booking away; its number stays, void. 409 once money was taken or a paper printed: then it is "
         "cancelled.",
         {},
         nullptr,
         {},
         {{200, "Void; `change_event` undoes it.",
           schema::object({{"change_event", schema::integer()}}, {"change_event"})}},
         Precondition::if_match,
         [&house](Request& request) { return remove(house, request); }},
    };
}

EndpointTable step_endpoints(House& house) {
    const auto booking = schema::reference("Booking");
    const auto positions = schema::nullable(schema::array(schema::integer()));
    const auto cancel_body = schema::object({{"preview", schema::boolean()},
                                             {"cancelled_on", schema::nullable(schema::text())},
                                             {"services", positions},
                                             {"participants", positions},
                                             {"charges", schema::anything()}});
    const auto copy_body = schema::object({{"customer", schema::nullable(schema::integer())},
                                           {"into", schema::nullable(schema::integer())},
                                           {"services", positions},
                                           {"participants", schema::boolean()},
                                           {"notes", schema::boolean()}});
    const auto note_body = schema::object({{"text", schema::nullable(schema::text())},
                                           {"follow_up_on", schema::nullable(schema::text())},
                                           {"done", schema::boolean()}});
    const auto payment_body =
        schema::object({{"paid_on", schema::nullable(schema::text())}, {"kind", schema::nullable(schema::text())},
                        {"amount", schema::nullable(schema::text())}, {"holder", schema::nullable(schema::text())},
                        {"receipt_number", schema::nullable(schema::text())},
                        {"text", schema::nullable(schema::text())}, {"reverses", schema::nullable(schema::integer())}});
    return {
        {Method::post, "/bookings/{number}/cancel", "cancel_booking", "bookings.cancel",
         "Cancels a booking, services, or participants; with `preview` it only says what that costs (J-221).",
         {}, cancel_body, {}, {{200, "Charges, totals before and after, and the booking.", schema::anything()}},
         Precondition::if_match, [&house](Request& request) { return cancel(house, request); }, "booking"},
        {Method::post, "/bookings/{number}/payments", "pay_booking", "bookings.pay",
         "Takes money, pays it out (negative), or takes a payment back (`reverses`). Payments are never deleted. Each draws "
         "the number of its receipt, unless it brings one of a cash register (`receipt_number`).",
         {}, payment_body, {}, {{201, "The booking.", booking}}, Precondition::idempotency_key,
         [&house](Request& request) {
             return create(house, request, [&](Transaction& transaction) {
                 return pay(house, transaction, request.actor, number_of(request), values_in(request.body));
             });
         },
         "booking_payment"},
        {Method::post, "/bookings/{number}/copy", "copy_booking", "bookings.change",
         "Copies a booking, or some of its services, to a new one of any customer or into another one.",
         {}, copy_body, {}, {{201, "The new booking, or the one copied into.", booking}},
         Precondition::idempotency_key,
         [&house](Request& request) {
             return create(house, request, [&](Transaction& transaction) {
                 return copy_booking(house, transaction, request.actor, number_of(request),
                                     copy_order_in(request.body));
             });
         },
         "booking"},
        {Method::post, "/bookings/{number}/notes", "add_booking_note", "bookings.change",
         "A note, never printed; with a date it is a follow-up.", {}, note_body, {},
         {{201, "The booking.", booking}}, Precondition::idempotency_key,
         [&house](Request& request) {
             return create(house, request, [&](Transaction& transaction) {
                 return write_note(house, transaction, request.actor, number_of(request), 0, values_in(request.body));
             });
         },
         "booking_note"},
        {Method::patch, "/bookings/{number}/notes/{position}", "change_booking_note", "bookings.change",
         "Changes a note; notes of others take notes.change, but for `done`.", {}, note_body, {},
         {{200, "The booking.", booking}}, {},
         [&house](Request& request) {
             return change(house, request, [&](Transaction& transaction) {
                 return write_note(house, transaction, request.actor, number_of(request), request.id("position"),
                                   values_in(request.body));
             });
         },
         "booking_note"},
    };
}

/// Out of the archive; the way into it is a run over many (booking_archive_api.cpp).
EndpointTable archive_endpoints(House& house) {
    return {{Method::post, "/bookings/{number}/bring-back", "bring_booking_back", "bookings.archive",
             "Brings a booking back from the archive, so that it is found and changed like any other (J-201).", {}, nullptr,
             {}, {{200, "The booking.", schema::reference("Booking")}}, Precondition::if_match,
             [&house](Request& request) {
                 return change(house, request, [&](Transaction& transaction) {
                     return bring_back(house, transaction, request.actor, number_of(request), *request.version);
                 });
             },
             "booking"}};
}

/// What is said of those who travel.
EndpointTable participant_endpoints(House& house) {
    return {
        {Method::post, "/bookings/{number}/participants/{position}/carry-back", "carry_back_participant",
         "bookings.change",
         "Takes the passport, wishes and duties of a participant into the profile: his own where he is a customer, else that of "
         "the customer of the booking, whose family gets a member when he is none. Takes customers.change besides, numbers of "
         "passports sensitive.change.",
         {}, nullptr, {},
         {{200, "Rows added or changed; `change_event` is null when the profile knew everything.",
           schema::object({{"customer", schema::integer()}, {"new_member", schema::boolean()},
                           {"passports", schema::integer()}, {"wishes", schema::integer()},
                           {"change_event", schema::nullable(schema::integer())}},
                          {"customer", "new_member", "passports", "wishes", "change_event"})}},
         Precondition::if_match, [&house](Request& request) { return carry_participant_back(house, request); },
         "booking"},
        {Method::get, "/bookings/{number}/passports", "read_booking_passports", "sensitive.read",
         "Passport numbers in clear by the participant's position; each reading is recorded.", {}, nullptr, {},
         {{200, "Numbers.", schema::anything()}}, {},
         [&house](Request& request) { return passports(house, request); }},
    };
}

}  // namespace

EndpointTable bookings_endpoints(House& house) {
    EndpointTable all;
    for (auto table : {booking_endpoints(house), step_endpoints(house), archive_endpoints(house), participant_endpoints(house),
                       booking_search_endpoints(house)})
        for (auto& endpoint : table) all.push_back(std::move(endpoint));
    // decisions.md 25: a house that sells tickets only has no trips.
    return parameters::only_with_module(house, "travel", std::move(all));
}

std::vector<web::NamedSchema> bookings_schemas() { return booking_schemas(); }

}  // namespace kartei::bookings
