#include "modules/papers/settlement.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "audit/hold.hpp"
#include "base/text.hpp"
#include "modules/bookings/booking_reckoning.hpp"
#include "modules/bookings/booking_rows.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/bookings/booking_takeover.hpp"
#include "modules/bookings/rounding.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/papers/paper_content.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::papers {
namespace {

using bookings::AgencySettlement;
using bookings::Service;
using bookings::WholeBooking;
using customers::Customer;
using sql::Transaction;

/// How an agency's commissions are reckoned: its own scheme, and the turnover that it reached before a booking.
class AgencyScheme {
public:
    AgencyScheme(House& house, Transaction& transaction, std::int64_t agency)
        : transaction_(transaction),
          agency_(agency),
          scheme_(bookings::commission_scheme(house, transaction, agency)),
          fixed_(fixed_commission(house, transaction, agency)),
          rates_(bookings::tax_rates(house, transaction)) {}

    ServiceToSettle settle(const WholeBooking& booking, const Service& service, bool house_collected) {
        const auto line = bookings::line_of(service);
        const auto day = line.ends_on.value_or(*bookings::day_of(booking.head.booked_on));
        const auto rate = bookings::rate_on(rates_, "standard", day);  // of the agency's own service
        ServiceToSettle found{booking.head.number, booking.head.id, service.position};
        auto net = service.agency_commission;
        if (!net) net = by_scheme(booking, line, rate);
        if (!net && fixed_) net = bookings::share_of(line.price(), *fixed_);  // decision 123
        found.has_commission = net.has_value();
        found.settled = bookings::settle(line, net.value_or(0), rate, !house_collected);
        found.price = line.price();
        found.description = service.description;
        found.starts_on = service.starts_on;
        found.ends_on = service.ends_on;
        found.tax = service.tax;
        return found;
    }

private:
    /// What an agency gets where no line of its scheme holds (Fixprovision).
    static std::optional<bookings::Rate> fixed_commission(House& house, Transaction& transaction, std::int64_t agency) {
        const auto& list = profile::list_named("agency");
        const auto rows = profile::rows_of(house, transaction, list, agency);
        if (rows.empty()) return std::nullopt;
        const auto& value = list.value(rows.front(), "fixed_commission");
        const auto* rate = std::get_if<std::int64_t>(&value);
        return rate ? std::optional(*rate) : std::nullopt;
    }
    /// Without its tax, which the settlement adds.
    std::optional<std::int64_t> by_scheme(const WholeBooking& booking, const bookings::ServiceLine& line, Rate rate) {
        const auto booked_on = *bookings::day_of(booking.head.booked_on);
        const auto reached = bookings::turnover_before(of_year(booking.head.booked_on.substr(0, 4)), booked_on,
                                                       booking.head.number);
        const auto commission = bookings::commission_for(line, scheme_, booked_on, reached, rate);
        if (commission.ground != bookings::CommissionGround::table) return std::nullopt;
        return commission.amount - commission.tax;
    }

    const std::vector<bookings::EarlierBooking>& of_year(const std::string& year) {
        const auto [known, fresh] = years_.try_emplace(year);
        if (!fresh) return known->second;
        auto rows = transaction_.query(
            "SELECT number, booked_on, kind, state, services FROM booking WHERE agency_id = :agency AND booked_on >= "
            ":first AND booked_on <= :last",
            agency_, year + "-01-01", year + "-12-31");
        while (rows.next())
            known->second.push_back({rows.integer(0), *bookings::day_of(rows.string(1)), rows.string(2),
                                     rows.text(3) == "cancelled" || rows.text(3) == "void", rows.integer(4)});
        return known->second;
    }

    Transaction& transaction_;
    std::int64_t agency_;
    bookings::CommissionScheme scheme_;
    std::optional<bookings::Rate> fixed_;
    std::vector<bookings::VatRate> rates_;
    std::map<std::string, std::vector<bookings::EarlierBooking>> years_;
};

struct Candidate {
    std::int64_t agency = 0, booking = 0;
};

std::vector<Candidate> candidates(Transaction& transaction, const SettlementOrder& order, std::int64_t agency) {
    auto rows = transaction.query(
        "SELECT b.agency_id, b.id FROM booking b WHERE b.agency_id IS NOT NULL AND b.kind = 'booking'"
        " AND b.state IN ('open', 'invoiced') AND (:agency = 0 OR b.agency_id = :agency)"
        " AND (CASE WHEN :by_booking = 1 THEN b.booked_on ELSE coalesce(b.departs_on, b.booked_on) END) >= :from"
        " AND (:to = '' OR (CASE WHEN :by_booking = 1 THEN b.booked_on ELSE coalesce(b.departs_on, b.booked_on) END)"
        " <= :to) AND EXISTS (SELECT 1 FROM booking_service s WHERE s.booking_id = b.id AND s.cancelled_on IS NULL AND"
        " s.settled_in IS NULL) ORDER BY b.agency_id, b.number",
        agency, order.by_booking, order.from, order.to);
    std::vector<Candidate> found;
    while (rows.next()) found.push_back({rows.integer(0), rows.integer(1)});
    return found;
}

/// J-169: the operator in whose name the settlement is booked.
std::string settlement_operator(House& house, Transaction& transaction, std::int64_t agency) {
    const auto& list = profile::list_named("agency");
    const auto rows = profile::rows_of(house, transaction, list, agency);
    return rows.empty() ? "" : list.text(rows.front(), "settlement_operator");
}

AgencyToSettle begun(House& house, Transaction& transaction, const Customer& agency) {
    AgencyToSettle begun{agency.id, agency.number.value_or(0), customers::full_name(agency)};
    begun.operator_code = settlement_operator(house, transaction, agency.id);
    if (begun.operator_code.empty()) begun.missing = "settlement_operator";
    else if (const auto row = parameters::base_row_meant(transaction, "operators", begun.operator_code))
        begun.operator_name = row->text("name");
    return begun;
}

void add_services(House& house, Transaction& transaction, const Actor& actor, const SettlementOrder& order,
                  AgencyScheme& scheme, std::int64_t id, AgencyToSettle& agency) {
    const auto booking = bookings::find_booking(house, transaction, id);
    const auto customer = booking ? customers::find_customer(transaction, booking->head.customer_id) : std::nullopt;
    if (!booking || (customer && !customers::may_see(actor, *customer))) return;
    for (const auto& service : booking->services) {
        if (!service.cancelled_on.empty() || service.settled_in) continue;
        auto found = scheme.settle(*booking, service, order.house_collected);
        if (customer) found.customer = customers::full_name(*customer);
        agency.services.push_back(std::move(found));
    }
}

/// "Vorgang 17, Anna Berg: Hotel Sonne", cut to what a description holds.
std::string described(const ServiceToSettle& service, Language language) {
    const auto words = text(language, "settlement.service",
                      {{"booking", std::to_string(service.booking)},
                       {"customer", service.customer.empty() ? "–" : service.customer},
                       {"service", service.description.empty() ? "–" : service.description}});
    return first_characters(words, 200);
}

Service settlement_service(const AgencyToSettle& agency, const ServiceToSettle& service, std::int64_t position,
                           Language language) {
    Service made;
    made.position = position;
    made.service_kind = "agency";
    made.operator_code = agency.operator_code;  // J-170
    made.description = described(service, language);
    made.starts_on = service.starts_on;
    made.ends_on = service.ends_on;
    made.unit_price = service.settled.owes;
    made.tax = service.tax;
    made.external_number = std::to_string(service.booking);
    made.commission_source = "by_hand";
    return made;
}

/// Nothing of the agency's own terms for customers is reckoned into its settlement: no fees, no discount.
WholeBooking settlement_booking(House& house, Transaction& transaction, const Actor& actor,
                                const AgencyToSettle& agency) {
    const auto customer = customers::find_customer(transaction, agency.id);
    auto booking = bookings::begun_booking(house, transaction, actor, *customer);
    booking.head.kind = "agency_booking";
    booking.head.booked_on = house.today();
    booking.head.agency_id = 0;
    booking.participants.clear();
    booking.amounts.clear();
    const auto language = language_of_papers(house, transaction, booking);
    for (const auto& service : agency.services)
        booking.services.push_back(
            settlement_service(agency, service, static_cast<std::int64_t>(booking.services.size()) + 1, language));
    follow_total(house, transaction, booking);
    return booking;
}

/// J-168: the commissions are assigned to the services, and each says where it was settled.
void mark_settled(House& house, Transaction& transaction, audit::Change& change, const AgencyToSettle& agency,
                  std::int64_t number) {
    std::map<std::int64_t, std::vector<const ServiceToSettle*>> by_booking;
    for (const auto& service : agency.services) by_booking[service.booking_id].push_back(&service);
    for (const auto& [id, services] : by_booking) {
        const auto before = bookings::find_booking(house, transaction, id);
        auto after = *before;
        for (const auto* one : services) {
            auto* service = bookings::at_position(after.services, one->position);
            service->settled_in = number;
            if (one->has_commission) service->agency_commission = one->settled.commission;
        }
        update_booking(house, transaction, change, *before, after);
    }
}

Result<std::int64_t> agency_asked(Transaction& transaction, const Actor& actor, const SettlementOrder& order) {
    if (!order.to.empty() && order.to < order.from) return refuse_field("to", "error.ends_before_it_begins");
    if (order.agency == 0) return std::int64_t{0};
    const auto id = customers::id_of_number(transaction, order.agency);
    const auto agency = id ? customers::find_customer(transaction, *id) : std::nullopt;
    if (!agency || !customers::may_see(actor, *agency) || agency->kind != "agency")
        return refuse_field("agency", "error.no_such_agency", {{"number", std::to_string(order.agency)}});
    return *id;
}

}  // namespace

std::int64_t AgencyToSettle::bookings() const {
    std::set<std::int64_t> numbers;
    for (const auto& service : services) numbers.insert(service.booking);
    return static_cast<std::int64_t>(numbers.size());
}

AgencySettlement AgencyToSettle::sum() const {
    AgencySettlement sum;
    for (const auto& service : services) {
        sum.commission += service.settled.commission;
        sum.tax += service.settled.tax;
        sum.settlement_price += service.settled.settlement_price;
        sum.owes += service.settled.owes;
    }
    return sum;
}

std::int64_t AgencyToSettle::price() const {
    std::int64_t price = 0;
    for (const auto& service : services) price += service.price;
    return price;
}

std::int64_t AgencyToSettle::without_commission() const {
    return std::count_if(services.begin(), services.end(),
                         [](const ServiceToSettle& service) { return !service.has_commission; });
}

Result<std::vector<AgencyToSettle>> agencies_to_settle(House& house, Transaction& transaction, const Actor& actor,
                                                       const SettlementOrder& order) {
    const auto asked = TRY(agency_asked(transaction, actor, order));
    std::vector<AgencyToSettle> agencies;
    std::optional<AgencyScheme> scheme;
    std::int64_t last = 0;
    bool is_seen = false;
    for (const auto& [agency, booking] : candidates(transaction, order, asked)) {
        if (agency != last) {
            last = agency;
            const auto customer = customers::find_customer(transaction, agency);
            is_seen = customer && customers::may_see(actor, *customer);
            if (!is_seen) continue;
            agencies.push_back(begun(house, transaction, *customer));
            scheme.emplace(house, transaction, agency);
        }
        if (is_seen) add_services(house, transaction, actor, order, *scheme, booking, agencies.back());
    }
    std::erase_if(agencies, [](const AgencyToSettle& one) { return one.services.empty(); });
    std::sort(agencies.begin(), agencies.end(),
              [](const AgencyToSettle& a, const AgencyToSettle& b) { return a.number < b.number; });
    return agencies;
}

Result<SettlementRun> settle_agencies(House& house, Transaction& transaction, const Actor& actor,
                                      const SettlementOrder& order) {
    hold_house(transaction);  // it touches the bookings of many, seldom
    SettlementRun run;
    for (auto& agency : TRY(agencies_to_settle(house, transaction, actor, order))) run.agencies.push_back({agency, 0});
    if (std::none_of(run.agencies.begin(), run.agencies.end(),
                     [](const SettledAgency& one) { return one.agency.missing.empty(); }))
        return refuse(RefusalKind::conflict,
                      run.agencies.empty() ? "error.nothing_to_settle" : "error.no_settlement_operator");
    audit::Change change(house, transaction, actor, "agencies_settled");
    const auto start = parameters::parameters_of(transaction)->integer("booking_number_start");
    for (auto& [agency, number] : run.agencies) {
        if (!agency.missing.empty()) continue;
        auto booking = settlement_booking(house, transaction, actor, agency);
        booking.head.number = number = bookings::draw_number(transaction, start);
        insert_booking(house, transaction, change, booking);
        mark_settled(house, transaction, change, agency, number);
    }
    change.seal();
    run.event = change.event();
    return run;
}

}  // namespace kartei::papers
