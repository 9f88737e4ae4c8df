#include "modules/privacy/data_map.hpp"

#include <algorithm>
#include <set>

#include "modules/profile/list.hpp"

namespace kartei::privacy {
namespace {

using Names = std::vector<std::pair<std::string, std::string>>;

const std::string his = "customer_id = :id";
const std::string of_orders = "order_id IN (SELECT order_id FROM customer_order WHERE customer_id = :id)";
const std::string of_tickets =
    "ticket_id IN (SELECT t.id FROM ticket t JOIN customer_order o ON o.order_id = t.order_id WHERE o.customer_id = :id)";
const std::string of_bookings = "booking_id IN (SELECT id FROM booking WHERE customer_id = :id)";
// sql: the two above
const std::string of_receipts = "number IN (SELECT number FROM order_receipt WHERE " + of_orders +
                                // sql: as above
                                ") OR number IN (SELECT number FROM booking_receipt WHERE " + of_bookings + ")";
const std::string of_rights = "right_id IN (SELECT id FROM seat_right WHERE customer_id = :id)";

Holding goes(std::string table, std::string found_by = his, Names names = {}) {
    return {std::move(table), std::move(found_by), Fate::goes, {}, "", {}, "", std::move(names)};
}

Holding stays(std::string table, std::string found_by = his, Names names = {}) {
    return {std::move(table), std::move(found_by), Fate::stays, {}, "", {}, "", std::move(names)};
}

Holding derived(std::string table, std::string found_by = his) {
    return {std::move(table), std::move(found_by), Fate::derived};
}

Holding emptied(std::string table, std::string found_by, std::vector<std::string> kept, std::string dated = "") {
    return {std::move(table), std::move(found_by), Fate::emptied, std::move(kept), std::move(dated)};
}

Holding sealed(Holding holding, std::vector<std::string> columns, std::string purpose) {
    holding.sealed = std::move(columns);
    holding.sealed_for = std::move(purpose);
    return holding;
}

/// What others said of how he is related to them; their words are not told him.
Holding relations_to_him() {
    auto holding = goes("customer_relation",
                        "customer_id <> :id AND (other IN (SELECT number FROM customer WHERE id = :id) OR other IN"
                        " (SELECT number FROM former_number WHERE customer_id = :id AND kind = 'customer'))");
    holding.name = "relation_of_another";
    holding.told = {"kind"};
    return holding;
}

/// His lists, as they are declared; what is sealed is told him in clear.
std::vector<Holding> of_lists() {
    std::vector<Holding> all;
    for (const auto& list : profile::all_lists()) {
        all.push_back(goes(std::string(list.record)));
        for (const auto& field : list.fields)
            if (field.privacy == Privacy::sensitive && field.kind != FieldKind::blind_index)
                all.back().sealed.emplace_back(field.name);
        if (!all.back().sealed.empty()) all.back().sealed_for = "profile|sealing key";
    }
    return all;
}

/// Declarations and what the house did with his address.
std::vector<Holding> of_profile() {
    return {goes("customer_label", his, {{"label", "(SELECT name FROM label WHERE label.id = label_id)"}}),
            goes("customer_permission", his,
                 {{"permission", "(SELECT name FROM permission WHERE permission.id = permission_id)"}}),
            goes("permission_declaration", his,
                 {{"permission", "(SELECT name FROM permission WHERE permission.id = permission_id)"}}),
            goes("customer_source"),
            goes("bonus_entry"),
            goes("imported_booking"),
            goes("phone_call"),
            goes("sending_recipient", his,
                 {{"sending", "(SELECT name FROM sending WHERE sending.id = sending_id)"},
                  {"output", "(SELECT output FROM sending WHERE sending.id = sending_id)"},
                  {"purpose", "(SELECT purpose FROM sending WHERE sending.id = sending_id)"}}),
            goes("distinct_pair", "one_id = :id OR other_id = :id"),
            goes("duplicate_pair", "one_id = :id OR other_id = :id"),
            relations_to_him(),
            goes("selection_run_member", "number IN (SELECT number FROM customer WHERE id = :id)"),
            stays("former_number"),
            derived("erasure"),
            derived("kept_record", "erasure_id IN (SELECT id FROM erasure WHERE customer_id = :id)"),
            derived("customer_line"),
            derived("customer_term"),
            derived("customer_order"),
            derived("turnover_line"),
            derived("person_key", "person_id = :id")};
}

std::vector<Holding> of_stage() {
    const Names event{{"event", "(SELECT name FROM event WHERE event.id = event_id)"},
                      {"starts_at", "(SELECT starts_at FROM event WHERE event.id = event_id)"}};
    return {emptied("orders", "id IN (SELECT order_id FROM customer_order WHERE customer_id = :id)",
                    {"id", "version", "created_event", "number", "customer_id", "ordered_at", "sold_by", "channel",
                     "expires_at", "delete_on_expiry", "payment_types", "paid"}),
            stays("ticket", of_orders, event),
            stays("order_payment", of_orders),
            stays("order_receipt", of_orders),
            stays("date_cancellation_row", of_orders),
            stays("expired_reservation", of_orders),
            stays("sales_ledger", of_orders, event),
            stays("product_sale", his, {{"product", "(SELECT name FROM product WHERE product.id = product_id)"}}),
            stays("parked_money"),
            stays("seat_right", his,
                  {{"subscription", "(SELECT name FROM subscription WHERE subscription.id = subscription_id)"}}),
            stays("seat_right_exception", of_rights, event),
            stays("renewal_entry", of_rights),
            // Why it was printed again may name him.
            emptied("ticket_print", of_tickets,
                    {"id", "version", "created_event", "ticket_id", "number", "printed_at", "printed_by"}),
            stays("scan", of_tickets, event),
            stays("void_barcode", of_tickets),
            stays("promotion_use", of_tickets),
            stays("section_ticket", of_tickets),
            stays("moved_ticket", of_tickets),
            stays("seat_claim", of_tickets),
            derived("event_line"),
            derived("order_line")};
}

/// His trips; who travels with him as another customer of the house keeps his own name.
std::vector<Holding> of_trips() {
    auto participants = emptied(
        "booking_participant",
        "customer_id = :id OR (customer_id IS NULL AND booking_id IN (SELECT id FROM booking WHERE customer_id = :id))",
        {"id", "version", "created_event", "booking_id", "position", "cancelled_on"});
    auto payments = emptied("booking_payment", of_bookings,
                            {"id", "version", "created_event", "booking_id", "position", "paid_on", "kind", "amount",
                             "receipt_number", "reverses", "entered_by", "entered_at"},
                            "paid_on");
    auto papers = emptied("booking_document", of_bookings,
                          {"id", "version", "created_event", "booking_id", "position", "kind", "number", "issued_on",
                           "total", "cancels"},
                          "issued_on");
    return {sealed(std::move(participants), {"passport_number"}, "bookings|sealing key"),
            std::move(payments),
            std::move(papers),
            goes("booking_note", of_bookings),
            stays("booking_service", of_bookings),
            stays("booking_segment", of_bookings),
            stays("booking_amount", of_bookings),
            stays("booking_fee", of_bookings),
            stays("booking_charge", of_bookings),
            stays("booking_due_date", of_bookings),
            stays("booking_receipt", of_bookings),
            emptied("receipt_print", of_receipts,
                    {"id", "version", "created_event", "number", "printed_at", "printed_by"}),
            stays("bonus_earned", of_bookings),
            stays("bonus_redeemed", of_bookings)};
}

std::vector<Holding> of_money() {
    auto booking = emptied(
        "booking", his,
        {"id", "version", "created_event", "number", "customer_id", "kind", "state", "booked_on", "departs_on",
         "returns_on", "option_until", "travel_kind", "destination", "transport", "agency_id", "payment_kind",
         "payment_term", "currency", "exchange_rate", "language", "handler", "print_copies", "security_certificate_on",
         "cancelled_on", "turnover_before", "as_imported", "archived_on", "participants", "services", "commission", "amounts", "fees",
         "charges", "total", "paid"},
        "coalesce(returns_on, departs_on, booked_on)");
    auto debits = emptied("debit_item", his,
                          {"id", "version", "created_event", "run_id", "position", "customer_id", "booking_id",
                           "payment", "amount", "claim", "mandate_on", "sequence", "amended", "end_to_end", "country", "returned_on",
                           "return_reason", "return_fee", "released"},
                          "(SELECT collect_on FROM debit_run WHERE debit_run.id = run_id)");
    auto sold_by_him = stays("booking", "agency_id = :id");
    sold_by_him.name = "booking_of_agency";
    sold_by_him.told = {"number", "booked_on", "departs_on", "total"};
    return {sealed(std::move(debits), {"iban"}, "payments|sealing key"), stays("dunning_item"), std::move(booking),
            std::move(sold_by_him)};
}

std::vector<Holding> all_holdings() {
    std::vector<Holding> all;
    for (auto part : {of_lists(), of_profile(), of_trips(), of_money(), of_stage()})
        for (auto& one : part) all.push_back(std::move(one));
    return all;
}

bool is_among(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool Holding::keeps(std::string_view column) const { return is_among(kept, column); }
bool Holding::seals(std::string_view column) const { return is_among(sealed, column); }

const std::vector<Holding>& holdings() {
    static const auto all = all_holdings();
    return all;
}

const std::vector<Words>& words() {
    static const std::vector<Words> all{{"idempotency_key", "answer", {"user_id", "key"}, true},
                                        {"report_run", "filter"},
                                        {"till_entry", "text"},
                                        {"till", "remark"},
                                        {"saved_list", "filter"},
                                        {"saved_list", "note"},
                                        {"selection", "document"},
                                        {"selection", "note"},
                                        {"selection_run", "document"},
                                        {"sending", "document"},
                                        {"sending", "settings"},
                                        {"bulk_change", "what"},
                                        {"bulk_change", "result"},
                                        {"user_setting", "value", {"user_id", "name"}},
                                        {"import_run", "result"},
                                        {"job", "title"},
                                        {"job", "result"},
                                        {"job", "problem"},
                                        {"phone_call", "number", {"id"}, false, false},
                                        {"phone_call", "number_key", {"id"}, false, false},
                                        {"note", "text", {"id"}, false, false},
                                        {"booking_note", "text", {"id"}, false, false}};
    return all;
}

const std::vector<std::string_view>& tables_of_nobody() {
    static const std::vector<std::string_view> all{
        "audit_entry", "audit_link", "audit_row", "audit_waiting", "bank", "bank_entry", "bank_entry_part",
        "bank_statement", "call_hook", "change_event", "choice", "commission_table", "contact_law", "counter",
        "customer", "date_cancellation", "debit_run", "derived_form", "destination", "duplicate_model", "duplicate_rules", "duplicate_scan",
        "dunning_level", "dunning_run", "email_bounce", "event", "event_event_tag", "event_genre", "event_price", "event_production",
        "event_sale", "event_tag", "fee_rule", "first_sign_in", "genre", "hall", "house", "house_key", "house_logo", "import_mapping",
        "journal_export", "journal_line", "label", "label_rule", "letter_file", "letter_file_content", "letter_template",
        "list_delivery",
        "name_bucket", "name_bucket_change", "name_spelling", "number_lease", "number_range", "operator_product",
        "organisation", "paper_counter", "parameter", "payment_term", "permission", "permission_wording", "plan_seat", "plan_section",
        "postcode", "posting_account", "product", "product_claim", "product_quota", "production", "promoter",
        "promotion", "promotion_event", "promotion_ticket_type", "receipt_counter", "renewal", "report_export", "revision", "role",
        "role_permission", "sale_draft", "schema_migration", "season", "seat_plan", "section_claim", "section_hold", "session",
        "subscription", "subscription_event", "subscription_terms", "suppression", "tax_rate", "text_block",
        "ticket_type", "tour_operator", "undo_run", "user_account", "user_promoter", "user_role", "venue"};
    return all;
}

bool is_untold(std::string_view column) {
    static const std::set<std::string_view> names{
        "version", "created_event", "sold_event", "returned_event", "change_event", "name_key", "number_key", "order_key",
        "user_id", "user_name", "entered_by", "written_by", "granted_by", "sold_by", "paid_by", "parked_by", "printed_by",
        "scanned_by", "deleted_by", "handler", "clerk", "holder_id", "made_from", "pdf", "token", "message_id",
        "purchase_price", "commission_rate", "commission_amount", "commission_source", "commission_table",
        "agency_commission", "digest", "label_id", "permission_id", "event_id", "product_id", "subscription_id", "sending_id",
        "report"};
    return names.contains(column) || column.ends_with("_index");
}

bool is_money(std::string_view column) {
    static const std::set<std::string_view> names{
        "amount", "price", "fee", "fee_kept", "paid", "total", "unit_price", "credit_limit", "services", "commission", "amounts",
        "fees", "charges", "refunded", "turnover", "turnover_before", "return_fee", "level_fee", "capital"};
    return names.contains(column);
}

}  // namespace kartei::privacy
