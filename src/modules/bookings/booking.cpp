#include "modules/bookings/booking.hpp"

#include <array>

namespace kartei::bookings {
namespace {

using enum FieldKind;
using Words = std::string_view;
constexpr auto open = Privacy::open, personal = Privacy::personal, sensitive = Privacy::sensitive;

constexpr std::array<Words, 6> kinds{"booking", "offer", "option", "reservation", "fee_booking", "agency_booking"};
constexpr std::array<Words, 4> states{"open", "invoiced", "cancelled", "void"};
constexpr std::array<Words, 4> genders{"female", "male", "diverse", "none"};
constexpr std::array<Words, 4> travel_documents{"passport", "identity_card", "residence_permit", "visa"};
constexpr std::array<Words, 13> service_kinds{"package",  "flight", "hotel", "train",     "bus",    "transfer", "ship",
                                              "car",      "insurance", "ticket", "fee", "agency", "other"};
constexpr std::array<Words, 7> taxes{"margin",   "margin_exempt", "intermediated", "standard",
                                     "reduced", "zero",          "outside"};
constexpr std::array<Words, 2> collectors{"house", "operator"};
constexpr std::array<Words, 3> document_states{"missing", "requested", "ok"};
constexpr std::array<Words, 4> due_kinds{"deposit", "balance", "full", "by_hand"};
constexpr std::array<Words, 8> payment_kinds{"cash",         "transfer", "card",  "cheque",
                                             "direct_debit", "voucher",  "bonus", "other"};
constexpr std::array<Words, 11> paper_kinds{"offer",       "confirmation",         "registration", "trial_invoice",
                                            "invoice",     "credit_note",          "cancellation_invoice",
                                            "receipt",     "voucher",              "itinerary",    "manifest"};

}  // namespace

// name, kind, longest, privacy, traits, choices.

const FieldTable<Booking>& booking_fields() {
    static const FieldTable<Booking> table = {
        {{"number", integer, 10, open, read_only}, &Booking::number},
        {{"customer_id", reference, 18, open, read_only, {}, "customer"}, &Booking::customer_id},
        {{"kind", choice, 0, open, required, kinds}, &Booking::kind},
        {{"state", choice, 0, open, required | read_only, states}, &Booking::state},
        {{"booked_on", date, 0, open, required}, &Booking::booked_on},
        {{"departs_on", date}, &Booking::departs_on},
        {{"returns_on", date}, &Booking::returns_on},
        {{"option_until", date}, &Booking::option_until},
        {{"travel_kind", text, 40}, &Booking::travel_kind},
        {{"destination", text, 20}, &Booking::destination},
        {{"transport", text, 40}, &Booking::transport},
        {{"registrant_name", text, 120, personal}, &Booking::registrant_name},
        {{"agency_id", reference, 18, open, read_only, {}, "customer"}, &Booking::agency_id},
        {{"payment_kind", text, 40}, &Booking::payment_kind},
        {{"payment_term", text, 40}, &Booking::payment_term},
        {{"currency", currency, 3}, &Booking::currency},
        {{"exchange_rate", text, 20, open, read_only}, &Booking::exchange_rate},
        {{"language", language, 2}, &Booking::language},
        {{"handler", text, 60}, &Booking::handler},
        {{"print_copies", integer, 1}, &Booking::print_copies},
        {{"company1", text, 60, personal}, &Booking::company1},
        {{"company2", text, 60, personal}, &Booking::company2},
        {{"company3", text, 60, personal}, &Booking::company3},
        {{"company4", text, 60, personal}, &Booking::company4},
        {{"company5", text, 60, personal}, &Booking::company5},
        {{"company6", text, 60, personal}, &Booking::company6},
        {{"company7", text, 60, personal}, &Booking::company7},
        {{"company8", text, 60, personal}, &Booking::company8},
        {{"company9", text, 60, personal}, &Booking::company9},
        {{"external_number", text, 40}, &Booking::external_number},
        {{"security_certificate", text, 40}, &Booking::security_certificate},
        {{"security_certificate_on", date}, &Booking::security_certificate_on},
        {{"cancelled_on", date, 0, open, read_only}, &Booking::cancelled_on},
        {{"turnover_before", money, 0, open, read_only | may_be_negative}, &Booking::turnover_before},
        {{"as_imported", yes_no, 0, open, read_only}, &Booking::as_imported},
        {{"archived_on", date, 0, open, read_only}, &Booking::archived_on},
    };
    return table;
}

const FieldTable<BookingSums>& sum_fields() {
    static const FieldTable<BookingSums> table = {
        {{"participants", integer, 6, open, read_only}, &BookingSums::participants},
        {{"services", money, 0, open, read_only | may_be_negative}, &BookingSums::services},
        {{"commission", money, 0, open, read_only | may_be_negative}, &BookingSums::commission},
        {{"amounts", money, 0, open, read_only | may_be_negative}, &BookingSums::amounts},
        {{"fees", money, 0, open, read_only | may_be_negative}, &BookingSums::fees},
        {{"charges", money, 0, open, read_only | may_be_negative}, &BookingSums::charges},
        {{"total", money, 0, open, read_only | may_be_negative}, &BookingSums::total},
        {{"paid", money, 0, open, read_only | may_be_negative}, &BookingSums::paid},
    };
    return table;
}

const FieldTable<Participant>& participant_fields() {
    static const FieldTable<Participant> table = {
        {{"salutation", text, 30, personal}, &Participant::salutation},
        {{"title", text, 30, personal}, &Participant::title},
        {{"first_name", text, 60, personal}, &Participant::first_name},
        {{"name_prefix", text, 20, personal}, &Participant::name_prefix},
        {{"name", text, 120, personal}, &Participant::name},
        {{"birth_date", date, 0, personal}, &Participant::birth_date},
        {{"gender", choice, 0, personal, plain, genders}, &Participant::gender},
        {{"role", text, 40, personal}, &Participant::role},
        {{"customer_id", reference, 18, open, read_only, {}, "customer"}, &Participant::customer_id},
        {{"member_id", reference, 18, open, plain, {}, "family_member"}, &Participant::member_id},
        {{"cancelled_on", date, 0, open, read_only}, &Participant::cancelled_on},
        {{"document", choice, 0, open, plain, travel_documents}, &Participant::document},
        {{"passport_number", text, 20, sensitive}, &Participant::passport_number},
        {{"issuing_country", country, 2, personal}, &Participant::issuing_country},
        {{"issuing_place", text, 80, personal}, &Participant::issuing_place},
        {{"issued_on", date, 0, personal}, &Participant::issued_on},
        {{"valid_until", date, 0, personal}, &Participant::valid_until},
        {{"birth_place", text, 80, personal}, &Participant::birth_place},
        {{"nationality", country, 2, personal}, &Participant::nationality},
        {{"free1", text, 60, personal}, &Participant::free1},
        {{"free2", text, 60, personal}, &Participant::free2},
        {{"free3", text, 60, personal}, &Participant::free3},
        {{"free4", text, 60, personal}, &Participant::free4},
        {{"free5", text, 60, personal}, &Participant::free5},
        {{"wishes", multiline, 1000, personal}, &Participant::wishes},
        {{"duties", multiline, 1000, personal}, &Participant::duties},
    };
    return table;
}

const FieldTable<Segment>& segment_fields() {
    static const FieldTable<Segment> table = {
        {{"service", integer, 6, open, read_only}, &Segment::service},
        {{"from_place", text, 60}, &Segment::from_place},
        {{"to_place", text, 60}, &Segment::to_place},
        {{"carrier", text, 40}, &Segment::carrier},
        {{"number", text, 20}, &Segment::number},
        {{"departs_at", text, 16}, &Segment::departs_at},
        {{"arrives_at", text, 16}, &Segment::arrives_at},
        {{"class", text, 20}, &Segment::travel_class},
    };
    return table;
}

const FieldTable<Service>& service_fields() {
    static const FieldTable<Service> table = {
        {{"service_kind", choice, 0, open, required, service_kinds}, &Service::service_kind},
        {{"operator", text, 20}, &Service::operator_code},
        {{"product_type", text, 40}, &Service::product_type},
        {{"destination", text, 20}, &Service::destination},
        {{"price_text", text, 60}, &Service::price_text},
        {{"service_type", text, 40}, &Service::service_type},
        {{"description", text, 200}, &Service::description},
        {{"starts_on", date}, &Service::starts_on},
        {{"ends_on", date}, &Service::ends_on},
        {{"count", integer, 6, open, required}, &Service::count},
        {{"unit_price", money, 0, open, required | may_be_negative}, &Service::unit_price},
        {{"purchase_price", money, 0, open, may_be_negative}, &Service::purchase_price},
        {{"tax", choice, 0, open, required, taxes}, &Service::tax},
        {{"collection", choice, 0, open, required, collectors}, &Service::collection},
        {{"commission_rate", money, 0, open, rights_apply}, &Service::commission_rate},
        {{"commission_amount", money, 0, open, rights_apply | may_be_negative}, &Service::commission_amount},
        {{"commission_source", text, 20, open, read_only}, &Service::commission_source},
        {{"commission_table", text, 20, open, read_only}, &Service::commission_table},
        {{"agency_commission", money, 0, open, may_be_negative}, &Service::agency_commission},
        {{"external_number", text, 40}, &Service::external_number},
        {{"document_status", choice, 0, open, plain, document_states}, &Service::document_status},
        {{"cancelled_on", date, 0, open, read_only}, &Service::cancelled_on},
        {{"participants", text_list, 6}, &Service::participants},
        {{"order_number", text, 40}, &Service::order_number},
        {{"settled_in", integer, 10, open, read_only}, &Service::settled_in},
    };
    return table;
}

const FieldTable<Amount>& amount_fields() {
    static const FieldTable<Amount> table = {
        {{"text", text, 120}, &Amount::text},
        {{"amount", money, 0, open, required | may_be_negative}, &Amount::amount},
        {{"per_participant", yes_no}, &Amount::per_participant},
        {{"tax", choice, 0, open, plain, taxes}, &Amount::tax},
        {{"source", text, 20, open, read_only}, &Amount::source},
    };
    return table;
}

const FieldTable<Fee>& fee_fields() {
    static const FieldTable<Fee> table = {
        {{"rule", text, 20}, &Fee::rule},
        {{"text", text, 120}, &Fee::text},
        {{"amount", money, 0, open, required | may_be_negative}, &Fee::amount},
        {{"participants", integer, 6}, &Fee::participants},
        {{"occasion", text, 40, open, read_only}, &Fee::occasion},
        {{"reference", text, 40, open, read_only}, &Fee::reference},
        {{"source", text, 20, open, read_only}, &Fee::source},
        {{"service", integer, 6}, &Fee::service},
        {{"charged_on", date}, &Fee::charged_on},
        {{"tax", choice, 0, open, plain, taxes}, &Fee::tax},
        {{"removed", yes_no, 0, open, read_only}, &Fee::removed},
    };
    return table;
}

const FieldTable<Charge>& charge_fields() {
    static const FieldTable<Charge> table = {
        {{"text", text, 120}, &Charge::text},
        {{"amount", money, 0, open, required | may_be_negative}, &Charge::amount},
        {{"service", integer, 6}, &Charge::service},
        {{"rate", money}, &Charge::rate},
        {{"source", text, 60, open, read_only}, &Charge::source},
        {{"charged_on", date}, &Charge::charged_on},
        {{"tax", choice, 0, open, plain, taxes}, &Charge::tax},
    };
    return table;
}

const FieldTable<DueDateRow>& due_date_fields() {
    static const FieldTable<DueDateRow> table = {
        {{"kind", choice, 0, open, plain, due_kinds}, &DueDateRow::kind},
        {{"due_on", date, 0, open, required}, &DueDateRow::due_on},
        {{"amount", money, 0, open, required | may_be_negative}, &DueDateRow::amount},
        {{"source", text, 20, open, read_only}, &DueDateRow::source},
    };
    return table;
}

const FieldTable<Payment>& payment_fields() {
    static const FieldTable<Payment> table = {
        {{"paid_on", date, 0, open, required}, &Payment::paid_on},
        {{"kind", choice, 0, open, required, payment_kinds}, &Payment::kind},
        {{"amount", money, 0, open, required | may_be_negative}, &Payment::amount},
        {{"holder", text, 120, personal}, &Payment::holder},
        {{"receipt_number", text, 40}, &Payment::receipt_number},
        {{"text", text, 200, personal}, &Payment::text},
        {{"reverses", integer, 6}, &Payment::reverses},
        {{"entered_by", text, 60, open, read_only}, &Payment::entered_by},
        {{"entered_at", instant, 0, open, read_only}, &Payment::entered_at},
    };
    return table;
}

const FieldTable<BookingDocument>& document_fields() {
    static const FieldTable<BookingDocument> table = {
        {{"kind", choice, 0, open, required, paper_kinds}, &BookingDocument::kind},
        {{"number", text, 40}, &BookingDocument::number},
        {{"issued_on", date, 0, open, required}, &BookingDocument::issued_on},
        {{"total", money, 0, open, may_be_negative}, &BookingDocument::total},
        {{"cancels", text, 40}, &BookingDocument::cancels},
        {{"recipient", multiline, 1000, personal}, &BookingDocument::recipient},
        {{"made_from", multiline, 1000000, personal}, &BookingDocument::made_from},
    };
    return table;
}

const FieldTable<BookingNote>& note_fields() {
    static const FieldTable<BookingNote> table = {
        {{"text", multiline, 10000, personal, required}, &BookingNote::text},
        {{"follow_up_on", date}, &BookingNote::follow_up_on},
        {{"done", yes_no}, &BookingNote::done},
        {{"written_by", text, 60, open, read_only}, &BookingNote::written_by},
        {{"written_at", instant, 0, open, read_only}, &BookingNote::written_at},
    };
    return table;
}

}  // namespace kartei::bookings
