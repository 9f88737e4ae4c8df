// A small house made by chance, and documents made by chance over the whole grammar, for tests. KARTEI_SELECTION_SEED asks for
// others.
#pragma once

#include <random>

#include "modules/profile/row_store.hpp"
#include "modules/selections/plain_reading.hpp"

namespace kartei::selections {

using std::string;

class Grammar : public WithSelections {
protected:
    int below(int most) { return std::uniform_int_distribution<>(0, most - 1)(random_); }
    bool chance(int percent) { return below(100) < percent; }
    template <class One>
    One one_of(const std::vector<One>& all) {
        return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    }
    static int number_of(const char* name, int otherwise) {
        const auto* asked = std::getenv(name);
        return asked ? std::atoi(asked) : otherwise;
    }

    const std::vector<string> words{"Aachen", "bonn", "Bonn Ost", "Célle", "Ülm", "Ulm", "Straße", "strasse", "10115",
                                    "1010", "52062", "anna@b.de", "0301 22"},
        dates{"1955-06-30", "1972-02-29", "1982-07-01", "2024-12-24", "2025-08-01", "2025-11-02", "2026-02-20",
              "2026-03-01", "2026-03-08", "2026-07-31"},
        instants{"2024-08-01T10:00:00Z", "2025-12-31T23:30:00Z", "2026-02-28T23:30:00Z", "2026-03-01T09:00:00Z",
                 "2026-01-15T12:00:00Z"},
        codes{"A1", "A2"}, labels{"VIP", "Presse"}, permissions{"Newsletter", "Post"}, patterns{"b*", "*o*", "?onn", "*ss*",
        "*", "u?m", "*1*"};

    // A house by chance.

    sql::Parameter value_for(const Field& field, string& room) {
        using enum FieldKind;
        if (field.kind == yes_no) return below(2);
        if (field.is_number()) return field.kind == money ? below(4) * 1250 : below(4);
        if (field.kind == choice && !field.choices.empty())
            room = field.choices[static_cast<std::size_t>(below(static_cast<int>(field.choices.size())))];
        else if (field.kind == country) room = one_of<string>({"DE", "AT"});
        else if (field.kind == language) room = one_of<string>({"de", "nl"});
        else if (field.kind == currency) room = one_of<string>({"EUR", "CHF"});
        else if (field.kind == date) room = one_of(dates);
        else if (field.kind == instant) room = one_of(instants);
        else room = one_of(words);
        return sql::Parameter(std::string_view(room));
    }
    static bool is_link(std::string_view name) {
        return std::any_of(customers::links.begin(), customers::links.end(),
                           [&](const auto& link) { return link.field == name; });
    }
    void people(int number) {
        for (int i = 0; i < number; ++i)
            add("P" + std::to_string(100 + i),
                {{"kind", one_of<string>({"private", "company", "agency", "prospect"})}});
        db().write([&](Transaction& transaction) {
            for (const auto& [name, id] : ids_)
                for (const auto& column : customer_source().columns) {
                    const string field(column.field.name);
                    if (field == "number" || field == "kind" || field == "created_at" || field == "name") continue;
                    const bool link = is_link(field) || field == "joint_salutation_with";
                    if (column.field.is_sensitive() || chance(link ? 70 : 45)) continue;
                    string room;
                    // sql: a field of the customer
                    transaction.execute("UPDATE customer SET " + field + " = :value WHERE id = :id",
                                        link ? sql::Parameter(numbers_["P" + std::to_string(100 + below(number))])
                                             : value_for(column.field, room),
                                        id);
                }
        });
    }
    void insert(Transaction& transaction, const string& table, std::vector<std::pair<string, sql::Parameter>> cells,
                bool has_id = true) {
        string columns, values;
        std::vector<sql::Parameter> parameters;
        if (has_id) columns = "id, created_event", values = ":id, 1", parameters.push_back(++last_id_);
        for (auto& [name, value] : cells) {
            columns += (columns.empty() ? "" : ", ") + name, values += (values.empty() ? ":" : ", :") + name;
            parameters.push_back(value);
        }
        // sql: tables and columns of the test
        transaction.run_execute("INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ")", parameters);
    }
    void rows_of_lists() {
        db().write([&](Transaction& transaction) {
            for (const auto& list : profile::all_lists())
                for (const auto& [name, id] : ids_) {
                    int position = 0;
                    while (chance(35) && position < (list.single ? 1 : 3)) {
                        std::vector<string> room(list.fields.size());
                        std::vector<std::pair<string, sql::Parameter>> cells{{"customer_id", id},
                                                                             {"position", ++position}};
                        for (std::size_t i = 0; i < list.fields.size(); ++i)
                            if (const auto& field = list.fields[i];
                                !field.is_sensitive() && field.kind != FieldKind::blind_index &&
                                (field.has(required) || field.kind == FieldKind::choice || list.record == "note" ||
                                 list.record.ends_with("assignment") || list.record == "surcharge" || chance(70)))
                                cells.emplace_back(string(field.name), value_for(field, room[i]));
                        insert(transaction, string(list.record), std::move(cells));
                    }
                }
        });
    }
    void consents_by_chance() {
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_labels");
            std::vector<std::int64_t> label, permission;
            for (const auto& one : labels) label.push_back(consents::find_or_create_label(transaction, change, one));
            for (const auto& one : permissions)
                permission.push_back(consents::find_or_create_permission(transaction, change, one));
            for (const auto& [name, id] : ids_) {
                for (const auto one : label)
                    if (chance(40))
                        insert(transaction, "customer_label",
                               {{"customer_id", id}, {"label_id", one}, {"granted_at", one_of(instants)},
                                {"expires_at", chance(50) ? sql::Parameter(nullptr) : sql::Parameter("2026-02-10T00:00:00Z")},
                                {"created_event", 1}},
                               false);
                for (int i = below(4); i > 0; --i) {
                    const auto at = one_of(instants), state = one_of<string>({"given", "withdrawn", "none"});
                    insert(transaction, "permission_declaration",
                           {{"customer_id", id}, {"permission_id", one_of(permission)}, {"state", state}, {"at", at}});
                }
            }
            change.seal();
        });
    }
    void tickets() {
        test::sell(house(), [&](BoxOffice& office) {
            for (const auto& code : codes) office.event({.code = code, .promoter = "Haus " + code});
            for (const auto& [name, id] : ids_)
                for (int order = below(3); order > 0; --order) {
                    std::vector<test::TicketPlan> plans;
                    for (int i = 1 + below(3); i > 0; --i)
                        plans.push_back({.event = one_of(codes),
                                         .state = one_of<orders::TicketState>({orders::TicketState::sold,
                                             orders::TicketState::reserved, orders::TicketState::deleted}),
                                         .price = below(4) * 1250, .printed = chance(50), .scanned = chance(30),
                                         .type = one_of<string>({"Normal", "Kind"}),
                                         .promotion = chance(30) ? "Früh" : "", .subscription = chance(30) ? "Abo" : ""});
                    office.order(std::to_string(++last_id_), id, plans, below(3) * 1250);
                }
        });
        db().write([&](Transaction& transaction) {
            for (const auto& at : instants)
                transaction.execute("UPDATE orders SET ordered_at = :at, channel = 'web' WHERE id % 5 = :rest", at,
                                    below(5));
            for (const char* name : {"Programm", "Plakat"})
                insert_product(transaction, name);
            for (const auto& [name, id] : ids_)
                for (int i = below(3); i > 0; --i) {
                    const auto state = one_of<string>({"reserved", "sold", "returned", "deleted"}), at = one_of(instants);
                    insert(transaction, "product_sale",
                           {{"order_id", ++last_id_}, {"line", 1}, {"customer_id", id}, {"product_id", 1 + below(2)},
                            {"quantity", 1 + below(3)}, {"unit_price", below(3) * 1250}, {"state", state},
                            {"sold_at", chance(80) ? sql::Parameter(at) : sql::Parameter(nullptr)}});
                }
        });
    }
    void insert_product(Transaction& transaction, const char* name) {
        ++last_product_;
        transaction.execute("INSERT INTO product (id, name, sku) VALUES (:id, :name, :sku)", last_product_, name,
                            last_product_ == 1 ? sql::Parameter("P-1") : sql::Parameter(nullptr));
    }
    std::int64_t id_of_somebody() {
        return ids_.at("P" + std::to_string(100 + below(static_cast<int>(numbers_.size()))));
    }
    void trips() {
        for (const auto& [name, id] : ids_)
            for (int i = below(3); i > 0; --i) {
                const auto booked = one_of(dates), departs = one_of(dates),
                           to = one_of<string>({"Kreta", "Rom"});
                auto booking = trip({name.c_str(), booked.c_str(), departs.c_str(), to.c_str(), below(3) * 100});
                booking.head.kind = one_of<string>({"booking", "booking", "offer"});
                booking.head.state = one_of<string>({"open", "invoiced", "cancelled"});
                for (int more = below(3); more > 0; --more) {
                    booking.services.push_back(
                        service(4 - more, one_of<string>({"TUI", "DER"}), below(4) * 50));
                    if (chance(25)) booking.services.back().cancelled_on = "2026-02-01";
                }
                if (chance(50)) {
                    auto& participant = booking.participants.emplace_back();
                    participant.position = 1, participant.customer_id = id_of_somebody();
                    if (chance(25)) participant.cancelled_on = "2026-02-01";
                }
                if (chance(50)) {
                    auto& payment = booking.payments.emplace_back();
                    payment.position = 1, payment.paid_on = one_of(dates), payment.kind = "cash";
                    payment.amount = (below(5) - 1) * 1250;
                }
                bookings_.push_back(store(booking));
            }
    }
    void house_by_chance(int number) {
        set_parameter("module_travel", true);
        people(number), rows_of_lists(), consents_by_chance(), tickets(), trips();
    }

    // Documents by chance.

    json value_asked(const Field& field, const string& is) {
        using enum FieldKind;
        const auto one = [&]() -> json {
            if (field.kind == money) return one_of<json>({"0.00", "12.50", "25.00", 37});
            if (field.kind == customer_number) return numbers_.begin()->second + below(5);
            if (field.is_number()) return below(5);
            if (field.kind == date || field.kind == instant) return chance(15) ? json("today") : json(one_of(dates));
            if (field.kind == choice && !field.choices.empty())
                return string(field.choices[static_cast<std::size_t>(below(static_cast<int>(field.choices.size())))]);
            if (field.kind == country) return one_of<string>({"DE", "AT"});
            if (field.kind == language) return one_of<string>({"de", "nl"});
            if (field.kind == currency) return one_of<string>({"EUR", "CHF"});
            return one_of(words);
        };
        if (is == "between" || is == "one_of") return json::array({one(), one()});
        if (is == "like") return one_of(patterns);
        if (is == "birthday_in") return chance(50) ? json(1 + below(12)) : json::array({"11-15", "03-01"});
        if (is == "within")
            return one_of<json>({"today", "this_year", "last_year", "year_before_last", "this_season", "last_season",
                                 {{"last", 10}, {"unit", "days"}}, {{"next", 3}, {"unit", "weeks"}}});
        return one();
    }
    json comparison(const Field& field) {
        if (field.kind == FieldKind::yes_no && chance(60)) return {{"is", chance(50)}};
        const auto all = comparisons_of(field);
        const string is(all[static_cast<std::size_t>(below(static_cast<int>(all.size())))]);
        json asked{{"is", is}};
        if (field.kind == FieldKind::yes_no) asked["value"] = chance(50);
        else if (is != "empty" && is != "not_empty") asked["value"] = value_asked(field, is);
        return asked;
    }
    /// Orders of postcodes go by country: they have tests of their own.
    bool can_be_asked(const Column& column, const json& asked) {
        return !column.field.is_sensitive() && column.purpose.empty() &&
               (column.country.empty() || !asked["is"].is_string() || !is_ordering(asked["is"].get<string>()));
    }
    json field_of(const Source& source) {
        while (true) {
            const auto& column =
                source.columns[static_cast<std::size_t>(below(static_cast<int>(source.columns.size())))];
            auto asked = comparison(column.field);
            if (!can_be_asked(column, asked) || column.field.name == "granted_by") continue;
            asked["field"] = string(column.field.name);
            return asked;
        }
    }
    json row_group(const Source& source, int level = 0) {
        if (level > 1 || chance(60)) return field_of(source);
        if (chance(30)) return {{"not", row_group(source, level + 1)}};
        return {{chance(50) ? "all" : "any", json::array({row_group(source, level + 1), row_group(source, level + 1)})}};
    }
    json total(int most) { return {{"is", one_of<string>({"equal", "less", "greater_or_equal"})}, {"value", below(most)}}; }
    json list() {
        const auto& source = list_sources()[static_cast<std::size_t>(below(static_cast<int>(list_sources().size() - 1)))];
        json asked{{"list", source.name}};
        if (chance(80)) asked["where"] = row_group(source);
        if (chance(50)) asked["count"] = total(3);
        return asked;
    }
    json fact() {
        const auto& source = facts()[static_cast<std::size_t>(below(static_cast<int>(facts().size())))];
        json members = json::object(), asked;
        const std::map<string, string> unread{{"services", "returns_on travel_kind service_kind ends_on"},
                                              {"participations", "returns_on travel_kind booked_on operator"}};
        for (int i = below(3); i > 0; --i) {
            const auto field = field_of(source);
            const string name = field["field"];
            if (const auto not_read = unread.find(source.name);
                not_read != unread.end() && not_read->second.find(name) != string::npos)
                continue;
            auto value = field;
            value.erase("field");
            if (name == "state" && value["is"] != "equal" && value["is"] != "not_equal" && value["is"] != "one_of") continue;
            members[name] = value;
        }
        if (!source.event.empty() && chance(30)) members["events"] = {{"events", json::array({one_of(codes)})}};
        asked[source.name] = members;
        if (chance(50)) asked["count"] = total(4);
        if (!source.event.empty() && chance(20)) asked["events_count"] = total(3);
        if (!source.sum.empty() && chance(30)) asked["sum"] = total(60);
        const Field day{"day", source.is_instant ? FieldKind::instant : FieldKind::date};
        for (const char* name : {"first", "last"})
            if (!source.day.empty() && chance(15)) asked[name] = comparison(day);
        return asked;
    }
    json consent() {
        const string state = one_of<string>({"given", "withdrawn", "none"}), on = one_of<string>({"2025-01-01", "2026-02-15"});
        json asked = chance(50) ? json{{"label", one_of(labels)}}
                                : json{{"permission", one_of(permissions)}, {"state", state}};
        if (chance(50)) asked["on"] = on;
        return asked;
    }
    json criterion(int level) {
        switch (below(level > 2 ? 8 : 10)) {
            case 0: case 1: case 2: return field_of(customer_source());
            case 3: return {{"status", 1 + below(32)}, {"is", chance(50)}};
            case 4: return list();
            case 5: case 6: return fact();
            case 7: return saved_.empty() || chance(70) ? consent() : json{{"selection", one_of(saved_)}};
            default: break;
        }
        const string link(customers::links[static_cast<std::size_t>(below(static_cast<int>(customers::links.size())))].field);
        json asked{{chance(50) ? "link" : "linked_by", link}};
        if (chance(80)) asked["where"] = group(level + 1);
        return asked;
    }
    json group(int level = 0) {
        if (level > 2 || chance(45)) return criterion(level);
        if (chance(25)) return {{"not", group(level + 1)}};
        json inner = json::array();
        for (int i = below(4); i > 0; --i) inner.push_back(group(level + 1));
        return {{chance(50) ? "all" : "any", inner}};
    }
    json document() {
        json document;
        if (chance(85)) document["where"] = group();
        else
            for (int i = 1 + below(3); i > 0; --i)
                document["pot"].push_back({{"do", one_of<string>({"take", "keep", "remove", "add"})}, {"where", group(1)}});
        const auto number = numbers_["P" + std::to_string(100 + below(static_cast<int>(numbers_.size())))];
        if (chance(15)) document["kinds"] = json::array({"private", "company"});
        if (chance(15)) document["excluded"] = {{"no_selection", one_of<string>({"skip", "include", "only"})}};
        if (chance(10)) document["add"] = json::array({number});
        if (chance(10)) document["remove"] = json::array({number});
        return document;
    }
    /// One that the house understands: fields of what is switched off are refused by name.
    json document_understood() {
        while (true) {
            auto made = document();
            bool is_understood = true;
            for (const auto& issue : refused(made)) {
                EXPECT_THAT(issue, testing::HasSubstr("error.selection_field")) << made.dump();
                is_understood = false;
            }
            if (is_understood) return made;
        }
    }
    std::set<std::int64_t> found_by(Engine& engine, const json& asked) {
        return db().read([&](Transaction& transaction) {
            std::set<std::int64_t> ids;
            const auto read = read_document(house(), transaction, Actor::system(), asked);
            const auto found = engine.find(house(), transaction, **read);
            found->members.each([&](std::size_t ordinal) { ids.insert(found->people->at(ordinal).id); });
            return ids;
        });
    }
    void save_some() {
        for (const char* name : {"Eins", "Zwei", "Drei"}) {
            const auto made = document_understood();
            db().write([&](Transaction& transaction) {
                EXPECT_TRUE(create_selection(house(), transaction, Actor::system(),
                                             {{"name", string(name)}, {"document", made.dump()}}));
            });
            saved_.emplace_back(name);
        }
    }

    std::int64_t last_id_ = 700'000, last_product_ = 0;
    std::vector<Booking> bookings_;
    std::vector<string> saved_;
    std::mt19937 random_{static_cast<std::mt19937::result_type>(number_of("KARTEI_SELECTION_SEED", 20261130))};
};
}  // namespace kartei::selections
