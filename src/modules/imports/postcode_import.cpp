// How postcodes are taken over: country, postcode and town, each combination once; GeoNames' own tab-separated files too. LU carries
// "L-", which is taken off (files.md, "Postcode files as found"). What is there stays.
#include <unordered_set>

#include "modules/imports/import_kinds.hpp"
#include "modules/imports/row_by_row.hpp"

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

struct Postcode {
    std::string country, postcode, town;
    std::string key() const { return country + '\x1f' + postcode + '\x1f' + town; }
};

Postcode postcode_of(const Row& row) {
    Postcode read{std::string(row.text(country_code)), std::string(row.text(zipcode)), std::string(row.text(place))};
    if (read.country == "LU" && read.postcode.starts_with("L-")) read.postcode.erase(0, 2);
    return read;
}

class PostcodeImporter final : public RowByRow {
public:
    explicit PostcodeImporter(const ImportContext& context) : RowByRow(context) {}

    Result<Done> begin(Transaction& reading) override {
        auto rows = reading.stream("SELECT country, postcode, town FROM postcode");
        while (rows.next()) known_.insert(Postcode{rows.string(0), rows.string(1), rows.string(2)}.key());
        return Done{};
    }

protected:
    RowState look(Transaction&, Row& row, std::vector<ShownDifference>&, std::string&) override {
        for (const int target : {country_code, zipcode, place})
            if (!row.has(target) && row.problems().empty()) row.refuse(target, "error.required");
        if (row.is_refused()) return RowState::refused;
        return known_.insert(postcode_of(row).key()).second ? RowState::added : RowState::unchanged;
    }
    void write(Publication&, Transaction& transaction, audit::Change& change, const Row& row) override {
        const auto read = postcode_of(row);
        written_ += transaction.execute(
            "INSERT INTO postcode (country, postcode, town, created_event) VALUES (:country, :postcode, :town, :created_event) ON CONFLICT DO NOTHING",
            read.country, read.postcode, read.town, change.event());
    }
    void end_of_chunk(Transaction&, audit::Change& change) override {
        // Postcodes have no ids: what counts is how many there are.
        if (written_ > 0) change.created("postcode", 1, written_);
        written_ = 0;
    }

private:
    std::unordered_set<std::string> known_;
    std::int64_t written_ = 0;
};

}  // namespace

audit::Reversible reversible_postcode() {
    auto nothing = [](auto&&...) { return std::vector<Conflict>(); };
    auto remove = [](House&, Transaction& transaction, audit::Change&, std::int64_t first, std::int64_t last, std::int64_t event, bool check_only) {
        std::vector<Postcode> going;
        auto rows = transaction.query("SELECT country, postcode, town FROM postcode WHERE created_event = :event LIMIT :count", event,
                                      check_only ? 0 : last - first + 1);
        while (rows.next()) going.push_back({rows.string(0), rows.string(1), rows.string(2)});
        for (const auto& one : going)
            transaction.execute("DELETE FROM postcode WHERE country = :country AND postcode = :postcode AND town = :town", one.country, one.postcode, one.town);
        return std::vector<Conflict>();
    };
    return {"postcode", nothing, remove, nothing};
}

const ImportKind& postcode_import() {
    static const ImportKind kind{.name = "postcodes",
                                 .change = "import_postcodes",
                                 .targets = targets(),
                                 .further_columns = true,
                                 .headings_if_none = {"country_code", "zipcode", "place", "state", "state_code", "province", "province_code",
                                                      "community", "community_code", "latitude", "longitude", "accuracy"},
                                 .make = [](ImportContext& context) { return std::make_unique<PostcodeImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports
