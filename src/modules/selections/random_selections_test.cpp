// Documents made by chance against a small house made by chance: what the engine finds is what a plain reading of every
// customer finds, written apart. KARTEI_SELECTION_SEED and KARTEI_SELECTION_DOCUMENTS ask for others and for more.
#include <random>

#include "modules/selections/selections_fixture.hpp"

namespace kartei::selections {
namespace {

using std::string;

struct PlainTicket {
    string event, state;
    std::int64_t price = 0;
};
/// A customer as the reading written apart sees him.
struct Plain {
    string town, birth_date, kind = "private";
    std::int64_t copies = -1;  ///< -1: empty
    bool sms = false, no_selection = false;
    string company;  ///< name of the other one
    std::vector<string> departments;
    std::vector<PlainTicket> tickets;
};
using Register = std::map<string, Plain>;

bool compared(const string& is, const string& held, const json& value) {
    if (is == "empty") return held.empty();
    if (is == "not_empty") return !held.empty();
    if (held.empty()) return is == "not_equal";
    if (is == "one_of") return std::find(value.begin(), value.end(), json(held)) != value.end();
    if (is == "between") return value[0].get<string>() <= held && held <= value[1].get<string>();
    const auto other = value.get<string>();
    if (is == "like") return held.substr(0, other.size() - 1) == other.substr(0, other.size() - 1);
    if (is == "not_equal") return held != other;
    if (is == "less" || is == "before") return held < other;
    if (is == "greater" || is == "after") return held > other;
    return held == other;
}

bool numbers_compared(const string& is, std::int64_t held, const json& value) {
    if (is == "equal") return held == value;
    if (is == "less") return held < value.get<std::int64_t>();
    return held >= value.get<std::int64_t>();
}

class Reading {
public:
    explicit Reading(const Register& all) : all_(all) {}

    bool holds(const json& where, const string& name) const {
        const auto& who = all_.at(name);
        if (where.contains("all"))
            return std::all_of(where["all"].begin(), where["all"].end(),
                               [&](const json& one) { return holds(one, name); });
        if (where.contains("any"))
            return std::any_of(where["any"].begin(), where["any"].end(),
                               [&](const json& one) { return holds(one, name); });
        if (where.contains("not")) return !holds(where["not"], name);
        if (where.contains("link")) return !who.company.empty() && holds(where["where"], who.company);
        if (where.contains("linked_by"))
            return std::any_of(all_.begin(), all_.end(), [&](const auto& other) {
                return other.second.company == name && holds(where["where"], other.first);
            });
        if (where.contains("list")) return rows_hold(where, who);
        if (where.contains("tickets")) return tickets_hold(where, who);
        return field_holds(where, who);
    }

private:
    static bool field_holds(const json& where, const Plain& who) {
        const string field = where["field"];
        if (field == "print_tax_number") return who.sms == where["is"].get<bool>();
        const string is = where["is"];
        const auto value = where.value("value", json());
        if (field == "town") return compared(is, who.town, value);
        if (field == "birth_date") return compared(is, who.birth_date, value);
        if (field == "kind") return compared(is, who.kind, value);
        if (is == "empty") return who.copies < 0;
        return who.copies >= 0 && numbers_compared(is, who.copies, value);
    }
    static bool rows_hold(const json& where, const Plain& who) {
        const auto rows = std::count_if(who.departments.begin(), who.departments.end(), [&](const string& department) {
            return compared(where["where"]["is"], department, where["where"].value("value", json()));
        });
        return numbers_compared(where["count"]["is"], rows, where["count"]["value"]);
    }
    static bool tickets_hold(const json& where, const Plain& who) {
        std::int64_t count = 0, sum = 0;
        const auto& asked = where["tickets"];
        for (const auto& ticket : who.tickets) {
            if (asked.contains("state") ? ticket.state != asked["state"] : ticket.state == "deleted") continue;
            if (asked.contains("events") && ticket.event != asked["events"]["events"][0]) continue;
            ++count, sum += ticket.price;
        }
        if (where.contains("sum")) return numbers_compared(where["sum"]["is"], sum / 100, where["sum"]["value"]);
        return numbers_compared(where["count"]["is"], count, where["count"]["value"]);
    }

    const Register& all_;
};

class RandomSelections : public WithSelections {
protected:
    int below(int most) { return std::uniform_int_distribution<>(0, most - 1)(random_); }
    bool chance(int percent) { return below(100) < percent; }
    template <class One>
    One one_of(const std::vector<One>& all) {
        return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    }

    const std::vector<string> towns{"aachen", "bonn", "bonn ost", "celle", "ulm"},
        dates{"1955-06-30", "1970-06-03", "1982-07-01"}, departments{"einkauf", "reise", "vertrieb"}, codes{"A1", "A2"},
        states{"reserved", "sold", "deleted"};

    void people(int number) {
        for (int i = 0; i < number; ++i) {
            const auto name = "P" + std::to_string(100 + i);
            auto& who = all_[name];
            if (chance(80)) who.town = one_of(towns);
            if (chance(70)) who.birth_date = one_of(dates);
            if (chance(60)) who.copies = below(4);
            if (chance(30)) who.kind = one_of<string>({"company", "prospect"});
            who.sms = chance(50), who.no_selection = chance(15);
            if (i > 0 && chance(40)) who.company = "P" + std::to_string(100 + below(i));
            customers::NewValues values{
                {"kind", who.kind}, {"print_tax_number", who.sms}, {"no_selection", who.no_selection}};
            if (!who.town.empty()) values["town"] = who.town;
            if (!who.birth_date.empty()) values["birth_date"] = who.birth_date;
            if (who.copies >= 0) values["print_copies"] = who.copies;
            if (!who.company.empty()) values["company"] = numbers_.at(who.company);
            add(name, values);
        }
    }
    void rows() {
        test::sell(house(), [&](BoxOffice& office) {
            for (const auto& code : codes) office.event({.code = code, .promoter = "Haus"});
            for (auto& [name, who] : all_) {
                std::vector<test::TicketPlan> plans;
                while (chance(50) && plans.size() < 4) {
                    const auto& ticket =
                        who.tickets.emplace_back(PlainTicket{one_of(codes), one_of(states), below(5) * 1000});
                    plans.push_back(
                        {.event = ticket.event, .state = *orders::state_of_name(ticket.state), .price = ticket.price});
                }
                if (!plans.empty()) office.order(name, ids_.at(name), plans);
            }
        });
        db().write([&](Transaction& transaction) {
            for (auto& [name, who] : all_)
                while (chance(40)) {
                    who.departments.push_back(one_of(departments));
                    transaction.execute(
                        "INSERT INTO phone_entry (id, created_event, customer_id, position, department, number) VALUES"
                        " (:id, 1, :customer_id, 1, :department, '030 1')",
                        take_ids(transaction, "phone_entry"), ids_.at(name), who.departments.back());
                }
        });
    }

    json text_criterion(const char* field, const std::vector<string>& words) {
        const string is =
            one_of<string>({"equal", "not_equal", "empty", "not_empty", "one_of", "between", "less", "greater"});
        json criterion{{"field", field}, {"is", is}};
        if (is == "one_of") criterion["value"] = json::array({one_of(words), one_of(words)});
        else if (is == "between") criterion["value"] = json::array({one_of(words), one_of(words)});
        else if (!is.ends_with("empty")) criterion["value"] = one_of(words);
        return criterion;
    }
    json count_of(int most) {
        return {{"is", one_of<string>({"equal", "less", "greater_or_equal"})}, {"value", below(most)}};
    }

    json criterion(int level) {
        switch (below(level > 2 ? 7 : 9)) {
            case 0: return text_criterion("town", towns);
            case 1: return text_criterion("birth_date", dates);
            case 2: return {{"field", "town"}, {"is", "like"}, {"value", one_of<string>({"b*", "bonn*", "u*", "x*"})}};
            case 3: return {{"field", "print_tax_number"}, {"is", chance(50)}};
            case 4: return {{"field", "kind"}, {"is", "equal"}, {"value", one_of<string>({"company", "private"})}};
            case 5:
                return {
                    {"list", "phones"}, {"where", text_criterion("department", departments)}, {"count", count_of(3)}};
            case 6: {
                json asked{{"tickets", json::object()}};
                if (chance(50)) asked["tickets"]["state"] = one_of(states);
                if (chance(30)) asked["tickets"]["events"] = {{"events", json::array({one_of(codes)})}};
                asked[chance(50) ? "sum" : "count"] = count_of(5);
                if (asked.contains("sum")) asked["sum"]["value"] = below(60);
                return asked;
            }
            case 7: return {{"link", "company"}, {"where", group(level + 1)}};
            default: return {{"linked_by", "company"}, {"where", group(level + 1)}};
        }
    }
    json group(int level = 0) {
        if (level > 2 || chance(40))
            return chance(30) ? json{{"field", "print_copies"}, {"is", "greater_or_equal"}, {"value", below(4)}}
                              : criterion(level);
        if (chance(25)) return {{"not", group(level + 1)}};
        json inner = json::array();
        for (int i = below(3) + (level == 0 ? 1 : 0); i > 0; --i) inner.push_back(group(level + 1));
        return {{chance(50) ? "all" : "any", inner}};
    }

    static int number_of(const char* name, int otherwise) {
        const auto* asked = std::getenv(name);
        return asked ? std::atoi(asked) : otherwise;
    }
    Register all_;
    std::mt19937 random_{static_cast<std::mt19937::result_type>(number_of("KARTEI_SELECTION_SEED", 20261129))};
};
ON_BOTH_ENGINES(RandomSelections);

// J-020, J-023: exact, whatever is asked
TEST_P(RandomSelections, AreWhatAPlainReadingOfEveryCustomerFinds) {
    people(40);
    rows();
    for (int i = number_of("KARTEI_SELECTION_DOCUMENTS", 300); i > 0; --i) {
        const auto where = group();
        Names expected;
        for (const auto& [name, who] : all_)
            if (!who.no_selection && Reading(all_).holds(where, name)) expected.push_back(name);
        ASSERT_EQ(those(where), expected) << where.dump();
    }
}

// The sets that are kept follow every change
TEST_P(RandomSelections, StayWhatAPlainReadingFindsWhileCustomersChange) {
    people(15);
    std::vector<json> documents;
    for (int i = 0; i < 10; ++i) documents.push_back(group());
    for (int i = 0; i < 40; ++i) {
        const auto name = "P" + std::to_string(100 + below(15));
        auto& who = all_[name];
        who.town = chance(20) ? "" : one_of(towns), who.sms = !who.sms;
        change(name, {{"town", who.town.empty() ? Value() : Value(who.town)}, {"print_tax_number", who.sms}});
        for (const auto& where : documents) {
            if (where.dump().find("tickets") != string::npos) continue;  // no event date is there to be named
            Names expected;
            for (const auto& [other, one] : all_)
                if (!one.no_selection && Reading(all_).holds(where, other)) expected.push_back(other);
            ASSERT_EQ(those(where), expected) << where.dump();
        }
    }
}

}  // namespace
}  // namespace kartei::selections
