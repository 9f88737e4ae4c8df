// Which new rows are probably somebody who is there already, or stood earlier in the file: the engine says so, here it
// is noted, and rows that are not created all the same are left out (files.md).
#include <unordered_map>

#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/imports/customer_importer.hpp"

namespace kartei::imports {
namespace {

using customers::Customer;
using customers::customer_fields;
using duplicates::Likeness;
using sql::Transaction;

constexpr std::size_t customers_at_once = 500;

std::vector<std::pair<std::string, int>> strongest_first(const Likeness& likeness) {
    std::vector<std::pair<std::string, int>> points;
    for (std::size_t f = 0; f < duplicates::feature_count; ++f)
        if (likeness.points[f] != 0)
            points.emplace_back(duplicates::feature_name(static_cast<duplicates::Feature>(f)), likeness.points[f]);
    std::stable_sort(points.begin(), points.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.second) > std::abs(b.second); });
    return points;
}

/// The customers of the house that likenesses lead to, read some hundred at a time in their order.
class Known {
public:
    Known(Transaction& reading, const Actor& actor, const std::vector<Likeness>& found)
        : reading_(reading), actor_(actor), found_(found) {}

    Similar of(std::size_t place) {
        const auto& likeness = found_[place];
        if (!customers_.contains(likeness.customer)) read_from(place);
        const auto& customer = customers_.at(likeness.customer);
        // Of one whom the user may not see he is told no more than the number that is taken.
        const auto name = customers::may_see(actor_, customer) ? customers::full_name(customer) : std::string();
        return {customer.number, {}, name, likeness.score, strongest_first(likeness)};
    }

private:
    void read_from(std::size_t place) {
        customers_.clear();
        std::vector<std::int64_t> ids;
        for (; place < found_.size() && ids.size() < customers_at_once; ++place)
            if (found_[place].customer != 0) ids.push_back(found_[place].customer);
        for (auto& customer : customers::find_customers(reading_, ids))
            customers_.emplace(customer.id, std::move(customer));
    }

    Transaction& reading_;
    const Actor& actor_;
    const std::vector<Likeness>& found_;
    std::unordered_map<std::int64_t, Customer> customers_;
};

}  // namespace

/// The next row that will be written, as far as it is compared.
bool CustomerImporter::next_new(RecordReader& reader, Customer& customer) {
    for (std::string_view record; reader.next(record);) {
        const auto stored = unpack(record);
        if (!is_written(stored.line)) continue;
        customer.gender.clear();
        for (const auto target : filled_) customer_fields()[static_cast<std::size_t>(target)].set(customer, {});
        for (const auto& [target, value] : stored.values)
            customer_fields()[static_cast<std::size_t>(target)].set(customer, value);
        if (customer.gender.empty()) customer.gender = customers::proposed_gender(customer.salutation);
        return true;
    }
    return false;
}

void CustomerImporter::find_duplicates(Transaction& reading) {
    if (context_.settings.duplicates == "off") return;
    context_.tally.looked_for_duplicates();
    if (context_.tally.counts().added == 0) return;
    auto reader = added_.read();
    const duplicates::Batch batch{context_.tally.counts().added,
                                  [&](Customer& customer) { return next_new(reader, customer); },
                                  [this] { context_.life.go_on(); }};
    const auto found = duplicates::check_batch(reading, batch, context_.progress);
    if (!found.complete) context_.tally.compared_in_part();
    if (!found.likenesses.empty()) note_duplicates(reading, found.likenesses);
}

void CustomerImporter::note_duplicates(Transaction& reading, const std::vector<Likeness>& found) {
    Known known(reading, context_.actor, found);
    std::unordered_map<std::uint32_t, Similar> earlier;  // rows of the file that later ones resemble
    for (const auto& likeness : found)
        if (likeness.customer == 0) earlier.try_emplace(likeness.earlier);
    auto reader = added_.read();
    std::uint32_t row = 0;
    std::size_t place = 0;
    std::vector<std::int64_t> left_out;
    for (std::string_view record; place < found.size() && reader.next(record);) {
        const auto line = Unpacker(record).number();
        if (!is_written(line)) continue;
        const auto first = earlier.find(row);
        const bool is_found = found[place].row == row;
        ++row;
        if (first == earlier.end() && !is_found) continue;
        const auto stored = unpack(record);
        if (first != earlier.end()) first->second = described(stored);
        if (!is_found) continue;
        const auto& likeness = found[place];
        auto similar = likeness.customer != 0 ? known.of(place) : earlier.at(likeness.earlier);
        similar.score = likeness.score;
        similar.points = strongest_first(likeness);
        note_duplicate(stored, similar);
        if (context_.settings.duplicates != "create") left_out.push_back(line);
        ++place;
    }
    left_out_ = std::move(left_out);
}

/// The row as one whom later ones resemble.
Similar CustomerImporter::described(const Stored& stored) const {
    Customer customer;
    for (const auto& [target, value] : stored.values)
        customer_fields()[static_cast<std::size_t>(target)].set(customer, value);
    return {{}, stored.line, customers::full_name(customer), 0, {}};
}

void CustomerImporter::note_duplicate(const Stored& stored, const Similar& similar) {
    const bool created = context_.settings.duplicates == "create";
    context_.tally.found_duplicate(stored.line, similar, created, [&] { return shown(stored); });
    if (context_.settings.duplicates != "hold") return;
    Parameters parameters{{"name", similar.name},
                          {"score", std::to_string(similar.score)},
                          {"points", similar.points_in_words(context_.actor.language)}};
    parameters.emplace_back(similar.number ? "number" : "line",
                            std::to_string(similar.number ? *similar.number : similar.line.value_or(0)));
    const auto* reason = similar.number ? "error.import_held_for_customer" : "error.import_held_for_line";
    context_.tally.hold(stored.line, {number_, reason, std::move(parameters), false});
}

nlohmann::json CustomerImporter::shown(const Stored& stored) const {
    auto values = nlohmann::json::object();
    if (stored.number != 0) values["number"] = std::to_string(stored.number);
    for (const auto& [target, value] : stored.values) {
        const auto& field = context_.kind.targets[static_cast<std::size_t>(target)].field;
        if (!is_empty(value) && field.privacy != Privacy::sensitive)
            values[std::string(field.name)] = write_value(field, value, context_.house.rules);
    }
    return values;
}

}  // namespace kartei::imports
