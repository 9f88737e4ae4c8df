// The booking (Vorgang) and its rows: who travels, what is performed, what it costs, what was paid, which papers went
// out. Responsible for the records, their field tables and the words they choose from (bookings.md 1); a new field is
// one member here and one row in booking.cpp. Must not know SQL or HTTP. Read booking_actions.hpp next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/field.hpp"

namespace kartei::bookings {

/// What the program keeps of every row of a booking. `position` is unique in its table within the booking, is never
/// given to another row while it is in use, and is what rows name each other by.
struct BookingRow {
    std::int64_t id = 0, version = 0, created_event = 0, booking_id = 0, position = 0;
};

struct Booking {
    // Kept by the program.
    std::int64_t id = 0, version = 0, created_event = 0;

    std::int64_t number = 0;
    std::int64_t customer_id = 0;  ///< nobody's (0) once it is void
    std::string kind = "booking";  ///< booking, offer, option, reservation, fee_booking, agency_booking
    std::string state = "open";    ///< open, invoiced, cancelled; void: its creation was undone, the number stays
    std::string booked_on, departs_on, returns_on, option_until;
    std::string travel_kind, destination, transport;  ///< codes
    std::string registrant_name;
    std::int64_t agency_id = 0;  ///< customer, J-165
    std::string payment_kind, payment_term;
    std::string currency, exchange_rate;  ///< of the day of booking; sums are in the house's currency
    std::string language, handler;
    std::optional<std::int64_t> print_copies;
    std::string company1, company2, company3, company4, company5, company6, company7, company8, company9;
    std::string external_number;
    std::string security_certificate, security_certificate_on;
    std::string cancelled_on;
    std::optional<std::int64_t> turnover_before;  ///< frozen at the first save: which tier of commission is reached
    std::string archived_on;  ///< day on which it went into the archive (booking_archive.hpp); it is changed no more
    bool as_imported = false;  ///< its figures stand as they were taken over: nothing is reckoned into it
};

/// Sums of a booking in minor units (bookings.md 3), stored in its row at each save.
struct BookingSums {
    std::int64_t participants = 0;  ///< who travel, a count
    std::int64_t services = 0, commission = 0, amounts = 0, fees = 0, charges = 0, total = 0, paid = 0;
    std::int64_t open() const { return total - paid; }
};

struct Participant : BookingRow {
    std::string salutation, title, first_name, name_prefix, name, birth_date, gender, role;
    std::int64_t customer_id = 0;
    std::int64_t member_id = 0;  ///< row of the profile's family he was taken from
    std::string cancelled_on;
    // Copied from the profile when taken over, changed here without touching it.
    std::string document, passport_number, issuing_country, issuing_place, issued_on, valid_until, birth_place,
        nationality;
    std::string free1, free2, free3, free4, free5;
    std::string wishes, duties;
};

struct Segment : BookingRow {
    std::int64_t service = 0;  ///< position of the service it belongs to
    std::string from_place, to_place, carrier, number;
    std::string departs_at, arrives_at;  ///< local, as on the ticket: YYYY-MM-DDTHH:MM
    std::string travel_class;
};

struct Service : BookingRow {
    std::string service_kind = "package";
    std::string operator_code, product_type, destination, price_text, service_type;  ///< codes
    std::string description;
    std::string starts_on, ends_on;
    std::int64_t count = 1;
    std::int64_t unit_price = 0;
    std::optional<std::int64_t> purchase_price;  ///< of one, for the margin; never printed
    std::string tax = "margin";  ///< margin, margin_exempt, intermediated, standard, reduced, zero, outside
    std::string collection = "house";  ///< house, operator: who collects
    /// The customer's discount (Erlösschmälerung): hundredths of a per cent, and what it comes to in all, tax on top
    /// included. `commission_source`: by_hand, or whose line it is ("own", the number of a customer).
    std::optional<std::int64_t> commission_rate, commission_amount;
    std::string commission_source, commission_table;
    std::optional<std::int64_t> agency_commission;  ///< the agency's, in all
    std::string external_number;
    std::string document_status;  ///< missing, requested, ok
    std::string cancelled_on;
    std::vector<std::string> participants;  ///< positions; none = all
    std::string order_number;               ///< of the ticket side; the order stays the order's
    std::optional<std::int64_t> settled_in;  ///< number of the agency's settlement booking

    std::vector<Segment> segments;  ///< flights, trains and ships; rows of their own
};

/// Sonstiger Betrag.
struct Amount : BookingRow {
    std::string text;
    std::int64_t amount = 0;  ///< of one participant, when per_participant
    bool per_participant = false;
    std::string tax = "standard";
    std::string source;  ///< own, number of a customer, by_hand
};

struct Fee : BookingRow {
    std::string rule, text;
    std::int64_t amount = 0;                   ///< as charged, for all participants together
    std::optional<std::int64_t> participants;  ///< how many it was charged for; empty = once
    std::string occasion, reference;  ///< what called for it: a rule fires once for one occasion
    std::string source;               ///< number of the customer whose rules they are, or by_hand
    std::optional<std::int64_t> service;  ///< position of the service that called for it
    std::string charged_on;
    std::string tax = "standard";
    bool removed = false;  ///< taken off by hand: counts nothing and does not come back
};

/// What a cancellation costs.
struct Charge : BookingRow {
    std::string text;
    std::int64_t amount = 0;
    std::optional<std::int64_t> service, rate;  ///< position; hundredths of a per cent
    std::string source, charged_on;
    std::string tax = "outside";
};

/// As it is stored; what it comes to is reckoned by due_dates.hpp.
struct DueDateRow : BookingRow {
    std::string kind;  ///< deposit, balance, full, by_hand
    std::string due_on;
    std::int64_t amount = 0;
    std::string source;  ///< booking, customer, product_type, standard
};

struct Payment : BookingRow {
    std::string paid_on;
    std::string kind;  ///< cash, transfer, card, cheque, direct_debit, voucher, bonus, other
    std::int64_t amount = 0;  ///< negative: paid out
    std::string holder, receipt_number, text;
    std::optional<std::int64_t> reverses;  ///< position of the payment that this one takes back
    std::string entered_by, entered_at;
};

/// A paper as it went out. Its PDF is kept beside it (booking_store.hpp).
struct BookingDocument : BookingRow {
    std::string kind, number, issued_on;
    std::int64_t total = 0;
    std::string cancels;    ///< number of the paper it takes back
    std::string recipient;  ///< lines of the address
    std::string made_from;  ///< JSON of what it was printed from
};

struct BookingNote : BookingRow {
    std::string text, follow_up_on;
    bool done = false;
    std::string written_by, written_at;
};

/// A booking with all that belongs to it, by position.
struct WholeBooking {
    Booking head;
    BookingSums sums;
    std::vector<Participant> participants;
    std::vector<Service> services;  ///< with their segments
    std::vector<Amount> amounts;
    std::vector<Fee> fees;
    std::vector<Charge> charges;
    std::vector<DueDateRow> due_dates;
    std::vector<Payment> payments;
    std::vector<BookingDocument> documents;
    std::vector<BookingNote> notes;
};

const FieldTable<Booking>& booking_fields();
const FieldTable<BookingSums>& sum_fields();
const FieldTable<Participant>& participant_fields();
const FieldTable<Segment>& segment_fields();
const FieldTable<Service>& service_fields();
const FieldTable<Amount>& amount_fields();
const FieldTable<Fee>& fee_fields();
const FieldTable<Charge>& charge_fields();
const FieldTable<DueDateRow>& due_date_fields();
const FieldTable<Payment>& payment_fields();
const FieldTable<BookingDocument>& document_fields();
const FieldTable<BookingNote>& note_fields();

}  // namespace kartei::bookings
