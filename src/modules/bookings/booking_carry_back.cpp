#include "modules/bookings/booking_carry_back.hpp"

#include <algorithm>
#include <optional>

#include "audit/change.hpp"
#include "audit/hold.hpp"
#include "base/text.hpp"
#include "modules/bookings/booking_actions.hpp"
#include "modules/bookings/booking_takeover.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/profile/row_actions.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::bookings {
namespace {

using profile::List;
using profile::list_named;
using profile::Row;
using sql::Transaction;
using Values = profile::NewValues;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        if (auto line = tidy(std::string_view(text).substr(at, end - at)); !line.empty()) lines.push_back(std::move(line));
        at = end + 1;
    }
    return lines;
}

class CarryingBack {
public:
    CarryingBack(House& house, Transaction& transaction, const Actor& actor, const WholeBooking& booking,
                 const Participant& participant)
        : house_(house), transaction_(transaction), actor_(actor), participant_(participant) {
        const bool for_himself = participant.member_id == 0 && participant.customer_id != 0;
        done_.customer_id = for_himself ? participant.customer_id : booking.head.customer_id;
        is_customer_ = for_himself;
    }

    Result<CarriedBack> carry() {
        if (!customers::may_see(transaction_, actor_, done_.customer_id))
            return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        if (done_.customer_id == customers::anonymous_customer)
            return refuse(RefusalKind::conflict, "error.anonymous_customer");
        TRY(find_holder());
        TRY(carry_passport());
        TRY(carry_lines(participant_.wishes, "wish"));
        TRY(carry_lines(participant_.duties, "duty"));
        if (!change_) return done_;
        change_->seal();
        done_.event = change_->event();
        return done_;
    }

private:
    audit::Change& change() {
        if (!change_) change_.emplace(house_, transaction_, actor_, "participant_carried_back");
        return *change_;
    }

    /// The member he was taken from or is by name; a new one where there is none.
    Result<Done> find_holder() {
        if (is_customer_) return Done{};
        const auto& list = list_named("family");
        const auto is_he = [&](const Row& row) {
            if (row.id == participant_.member_id) return true;
            const auto born = list.text(row, "birth_date");
            return fold(list.text(row, "name")) == fold(participant_.name) &&
                   fold(list.text(row, "first_name")) == fold(participant_.first_name) &&
                   (born.empty() || participant_.birth_date.empty() || born == participant_.birth_date);
        };
        for (const auto& row : profile::rows_of(house_, transaction_, list, done_.customer_id))
            if (is_he(row)) return holder_ = row.id, Done{};
        Values values;
        for (const auto field : shared_of_persons)
            values[std::string(field)] = find_field(participant_fields(), field)->get(participant_);
        holder_ = TRY(add(list, values));
        done_.new_member = true;
        return Done{};
    }

    Result<Done> carry_passport() {
        Values values;
        for (const auto field : shared_of_passports)
            if (auto value = find_field(participant_fields(), field)->get(participant_); !is_empty(value))
                values[std::string(field)] = std::move(value);
        if (!participant_.passport_number.empty()) values["number"] = participant_.passport_number;
        if (values.empty()) return Done{};
        const auto& list = list_named("passports");
        std::optional<Row> same;
        for (const auto& row : rows(list)) {
            const auto number = list.text(row, "number");
            if (number == participant_.passport_number || (!same && (number.empty() || participant_.passport_number.empty())))
                same = row;
        }
        if (same) {
            auto after = *same;
            TRY(entered(list, after, values));
            if (after.values == same->values) return Done{};
            update_row(house_, transaction_, change(), list, *same, after);
        } else {
            values["holder"] = holder_;
            TRY(add(list, values));
        }
        ++done_.passports;
        return Done{};
    }

    Result<Done> carry_lines(const std::string& text, const std::string& kind) {
        const auto& list = list_named("wishes");
        std::vector<std::string> known;
        for (const auto& row : rows(list)) known.push_back(fold(wish_in_words(transaction_, row)));
        for (const auto& line : lines_of(text)) {
            if (std::find(known.begin(), known.end(), fold(line)) != known.end()) continue;
            auto values = wish_in_codes(transaction_, line);
            values["kind"] = kind, values["holder"] = holder_;
            TRY(add(list, values));
            ++done_.wishes;
        }
        return Done{};
    }

    std::vector<Row> rows(const List& list) const {
        auto all = profile::rows_of(house_, transaction_, list, done_.customer_id);
        std::erase_if(all, [&](const Row& row) {
            const auto* holder = std::get_if<std::int64_t>(&list.value(row, "holder"));
            return (holder ? *holder : 0) != holder_;
        });
        return all;
    }
    Result<Done> entered(const List& list, Row& row, const Values& values) {
        auto issues = profile::enter(house_, transaction_, actor_, list, row, values);
        return issues.empty() ? Result<Done>(Done{}) : Refusal{RefusalKind::invalid, std::move(issues)};
    }
    Result<std::int64_t> add(const List& list, const Values& values) {
        Row row;
        row.customer_id = done_.customer_id;
        TRY(entered(list, row, values));
        insert_row(house_, transaction_, change(), list, row);
        return row.id;
    }

    House& house_;
    Transaction& transaction_;
    const Actor& actor_;
    const Participant& participant_;
    bool is_customer_ = false;
    std::int64_t holder_ = 0;
    std::optional<audit::Change> change_;
    CarriedBack done_;
};

}  // namespace

Result<CarriedBack> carry_back(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                               std::int64_t version, std::int64_t position) {
    if (!actor.may("customers.change"))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "customers.change"}});
    const auto booking = TRY(booking_to_read(house, transaction, actor, number));
    if (booking.head.version != version) return refuse(RefusalKind::stale, "error.stale");
    const auto found = std::find_if(booking.participants.begin(), booking.participants.end(),
                                    [&](const Participant& one) { return one.position == position; });
    if (found == booking.participants.end()) return refuse(RefusalKind::not_found, "error.no_such_booking_row");
    if (!found->cancelled_on.empty()) return refuse(RefusalKind::conflict, "error.participant_cancelled");
    const bool for_himself = found->member_id == 0 && found->customer_id != 0;
    hold(transaction, Held::customer, for_himself ? found->customer_id : booking.head.customer_id);
    return CarryingBack(house, transaction, actor, booking, *found).carry();
}

}  // namespace kartei::bookings
