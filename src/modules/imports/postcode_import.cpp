// How postcodes are taken over: country, postcode and town, each combination once, in the form of
// parameters/postcode.hpp; GeoNames' own tab-separated files too. What is there stays (files.md, "Postcode files as
// found").
#include <unordered_set>

#include "modules/imports/import_kinds.hpp"
#include "modules/imports/row_by_row.hpp"
#include "modules/parameters/postcode.hpp"

namespace kartei::imports {
namespace {

using audit::Conflict;
using sql::Transaction;

std::vector<Target> targets() {
    return {{{"country_code", FieldKind::country, 2, Privacy::open, required}, "postcode"},
            {{"zipcode", FieldKind::text, 12, Privacy::open, required}, "postcode"},
            {{"place", FieldKind::text, 180, Privacy::open, required}, "postcode"}};
}

enum PostcodeTarget { country_code, zipcode, place };

using parameters::Postcode;

std::string key_of(const Postcode& postcode) {
    return postcode.country + '\x1f' + postcode.postcode + '\x1f' + postcode.town;
}

Postcode postcode_of(const Row& row) {
    const auto country = row.text(country_code);
    return {std::string(country), parameters::normal_postcode(country, row.text(zipcode)),
            std::string(row.text(place))};
}

class PostcodeImporter final : public RowByRow {
public:
    explicit PostcodeImporter(const ImportContext& context) : RowByRow(context) {}

    Result<Done> begin(Transaction& reading) override {
        auto rows = reading.stream("SELECT country, postcode, town FROM postcode");
        while (rows.next()) known_.insert(key_of({rows.string(0), rows.string(1), rows.string(2)}));
        return Done{};
    }

protected:
    RowState look(Transaction&, Row& row, std::vector<ShownDifference>&, std::string&) override {
        for (const int target : {country_code, zipcode, place})
            if (!row.has(target) && row.problems().empty()) row.refuse(target, "error.required");
        if (row.is_refused()) return RowState::refused;
        return known_.insert(key_of(postcode_of(row))).second ? RowState::added : RowState::unchanged;
    }
    void write(Publication&, Transaction&, audit::Change&, const Row& row) override {
        chunk_.push_back(postcode_of(row));
    }
    void end_of_chunk(Transaction& transaction, audit::Change& change) override {
        // Postcodes have no ids: what counts is how many there are.
        const auto chunk = std::exchange(chunk_, {});
        if (const auto stored = parameters::store_postcodes(transaction, chunk, change.event()); stored > 0)
            change.created("postcode", 1, stored);
    }

private:
    std::unordered_set<std::string> known_;
    std::vector<Postcode> chunk_;
};

}  // namespace

audit::Reversible reversible_postcode() {
    auto nothing = [](auto&&...) { return std::vector<Conflict>(); };
    auto remove = [](House&, Transaction& transaction, audit::Change&, std::int64_t first, std::int64_t last,
                     std::int64_t event, bool check_only) {
        std::vector<Postcode> going;
        auto rows =
            transaction.query("SELECT country, postcode, town FROM postcode WHERE created_event = :event LIMIT :count",
                              event, check_only ? 0 : last - first + 1);
        while (rows.next()) going.push_back({rows.string(0), rows.string(1), rows.string(2)});
        for (const auto& one : going)
            transaction.execute(
                "DELETE FROM postcode WHERE country = :country AND postcode = :postcode AND town = :town", one.country,
                one.postcode, one.town);
        return std::vector<Conflict>();
    };
    return {"postcode", nothing, remove, nothing};
}

const ImportKind& postcode_import() {
    static const ImportKind kind{
        .name = "postcodes",
        .change = "import_postcodes",
        .targets = targets(),
        .further_columns = true,
        .headings_if_none = {"country_code", "zipcode", "place", "state", "state_code", "province", "province_code",
                             "community", "community_code", "latitude", "longitude", "accuracy"},
        .make = [](ImportContext& context) { return std::make_unique<PostcodeImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports
