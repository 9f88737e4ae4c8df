// The matching engine without a register: values, levels, the default model, learning, blocks and groups.
#include <gtest/gtest.h>

#include "modules/duplicates/known_model.hpp"
#include "modules/duplicates/likeness.hpp"
#include "modules/duplicates/scan.hpp"

namespace kartei::duplicates {
namespace {

using customers::Customer;

Customer person(std::string first, std::string last, std::string street = "", std::string number = "",
                std::string postcode = "", std::string town = "", std::string birth = "") {
    Customer customer;
    customer.first_name = std::move(first), customer.name = std::move(last);
    customer.street = std::move(street), customer.house_number = std::move(number);
    customer.postcode = std::move(postcode), customer.town = std::move(town);
    customer.birth_date = std::move(birth);
    return customer;
}

int score(const Customer& one, const Customer& other) {
    const Judge judge(default_model(1000));
    return score_of(judge.weight(compare_values(comparison_values(one), comparison_values(other), {})));
}

TEST(Likeness, DistancesAndSounds) {
    EXPECT_EQ(edit_distance("meyer", "meier", 2), 1);
    EXPECT_EQ(edit_distance("thomas", "htomas", 2), 1);
    EXPECT_EQ(edit_distance("", "abc", 3), 3);
    EXPECT_EQ(edit_distance("abcdef", "uvwxyz", 2), 3);
    EXPECT_EQ(edit_distance(std::string(300, 'a'), std::string(300, 'b'), 2), 3);
    EXPECT_EQ(sound_or_spelling("maier"), "67");
    EXPECT_EQ(sound_or_spelling("łó"), "łó");
    EXPECT_GT(jaro_winkler("martha", "marhta"), 0.96);
    EXPECT_EQ(jaro_winkler("abc", "xyz"), 0);
}

TEST(ComparisonValues, MeetHoweverTheyAreWritten) {
    EXPECT_EQ(normal_name("van der Berg"), "berg");
    EXPECT_EQ(normal_name("Müller"), normal_name("Mueller"));
    EXPECT_EQ(normal_name("Reisen Meyer GmbH"), normal_name("Reisen Meyer"));
    EXPECT_EQ(normal_name("Bakker B.V."), "bakker");
    EXPECT_EQ(normal_name("De La"), "de la") << "a name made of prefixes alone stays";
    EXPECT_EQ(normal_street("Lindenstraße"), normal_street("Linden Str."));
    EXPECT_EQ(normal_street("Kerkstraat"), normal_street("Kerkstr."));
    EXPECT_EQ(normal_house_number("12 A"), "12a");
    Customer one = person("Anna", "Weber", "Hauptstr. 12 a"), other = person("Anna", "Weber", "Hauptstraße", "12a");
    EXPECT_EQ(comparison_values(one), comparison_values(other));
    one = {}, other = {};
    one.phone_mobile = "+49 171 1234567", other.phone_private = "0171 1234567";
    EXPECT_EQ(comparison_values(one), comparison_values(other));
}

TEST(ComparisonValues, WhoHasNoNameIsLikeNobody) {
    const auto nameless = [](std::string name) {
        auto somebody = person("Ina", std::move(name));
        somebody.town = "Bonn";
        return somebody;
    };
    EXPECT_LT(score(nameless("-"), nameless(".")), 40);
    EXPECT_LT(score(nameless("-"), nameless("-")), 40);
    EXPECT_LT(score(nameless("?"), nameless("Weber")), 40);
    auto one = nameless("-"), other = nameless(".");
    one.email = other.email = "ina@example.com";
    one.birth_date = other.birth_date = "1980-05-01";
    EXPECT_GT(score(one, other), 60) << "but for what few others have";
}

TEST(ComparisonValues, PhonesMeetWithAndWithoutTheirPlus) {
    Customer one, other;
    one.country = other.country = "DE";
    one.phone_mobile = "491711234567", other.phone_private = "0171 1234567 privat";
    EXPECT_EQ(comparison_values(one), comparison_values(other));
}

TEST(People, ValuesThatComeLateLeaveTheRowsBeforeAsTheyAre) {
    People people;
    people.add(7, comparison_values(person("Anna", "Weber", "Hauptstr.", "12")));
    auto late = person("Jan", "Bakker");
    late.email = "jan@example.com";
    late.town = "Assen";
    people.add(8, comparison_values(late));
    people.add(0, comparison_values(person("Anna", "Bakker")));
    people.count();
    const auto text = [&](std::uint32_t row, Slot slot) { return people.text(slot, people.person(row)[slot]); };
    EXPECT_EQ(text(0, slot_last_name), "weber");
    EXPECT_EQ(text(0, slot_house_number), "12");
    EXPECT_EQ(text(0, slot_email), "");
    EXPECT_EQ(text(1, slot_email), "jan@example.com");
    EXPECT_EQ(text(1, slot_house_number), "");
    EXPECT_EQ(text(2, slot_last_name), "bakker");
    EXPECT_EQ(people.count_of(slot_first_name, people.person(0)[slot_first_name]), 2u);
    EXPECT_EQ(people.id(1), 8);
    EXPECT_EQ(people.id(2), 0);
}

// J-028
TEST(DefaultModel, OnePersonWrittenDifferently) {
    const auto stored = person("Bernd", "Müller", "Lindenstraße", "12", "50667", "Köln", "1970-05-03");
    EXPECT_GE(score(stored, person("Bernd", "Mueller", "Lindenstr.", "12", "50667", "Köln")), 50);
    EXPECT_GE(score(stored, person("Bernt", "Müler", "Lindenstr.", "12", "50667", "Köln")), 50);
    EXPECT_GE(score(stored, person("Müller", "Bernd", "Lindenstr.", "12", "50667", "Köln")), 50) << "exchanged";
    EXPECT_GE(score(stored, person("B.", "Müller", "Lindenstr.", "12", "50676", "Köln", "1970-05-03")), 50);
    EXPECT_GE(score(stored, person("Bernd", "Müller", "Hafenweg", "3", "20095", "Hamburg", "1970-05-03")), 50)
        << "moved";
    EXPECT_LT(score(stored, person("Sabine", "Keller", "Hafenweg", "3", "20095", "Hamburg")), 20);
    EXPECT_LT(score(stored, person("Bernd", "Müller", "Hafenweg", "3", "20095", "Hamburg", "1951-11-20")), 50);
}

TEST(DefaultModel, RelativesAreNotOnePerson) {
    const auto one = person("Lukas", "Oberhauser", "Lindenstraße", "12", "50667", "Köln", "2001-05-03");
    const auto twin = person("Jonas", "Oberhauser", "Lindenstraße", "12", "50667", "Köln", "2001-05-03");
    EXPECT_LT(score(one, twin), 50) << "twins";
    EXPECT_LT(score(one, person("Lukas", "Oberhauser", "Lindenstraße", "12", "50667", "Köln", "1968-11-20")), 50)
        << "father and son of one name";
    auto wife = person("Sabine", "Weber", "Hauptstr.", "3", "10115", "Berlin");
    auto husband = person("Thomas", "Weber", "Hauptstr.", "3", "10115", "Berlin");
    wife.email = husband.email = "familie.weber@example.org";
    wife.phone_private = husband.phone_private = "030 1234567";
    EXPECT_LT(score(wife, husband), 50) << "a couple with one e-mail";
}

Customer company(std::string name, std::string street = "", std::string number = "", std::string postcode = "",
                 std::string town = "") {
    auto customer = person("", std::move(name), std::move(street), std::move(number), std::move(postcode),
                           std::move(town));
    customer.kind = "company";
    return customer;
}

TEST(ComparisonValues, TheFormOfACompanyIsApartFromItsName) {
    const auto name = [](const char* text) { return company_name(text).name; };
    const auto form = [](const char* text) { return company_name(text).form; };
    for (const char* text : {"Weber Reisen GmbH", "Weber Reisen G.m.b.H.", "WEBER REISEN Ges.m.b.H.", "Firma Weber Reisen",
                             "Weber Reisen", "Weber Reisen Gesellschaft mit beschränkter Haftung"})
        EXPECT_EQ(name(text), "weber reisen") << text;
    EXPECT_EQ(form("Weber Reisen G.m.b.H."), form("Weber Reisen GmbH"));
    EXPECT_EQ(form("Weber Gesellschaft mit beschränkter Haftung"), "gmbh");
    EXPECT_EQ(form("Sangesfreunde e.V."), form("Sangesfreunde eV"));
    EXPECT_EQ(form("Bakker B.V."), form("Bakker BV"));
    EXPECT_EQ(form("Weber GmbH & Co. KG"), "gmbh kg");
    EXPECT_EQ(form("Weber Reisen"), no_form);
    EXPECT_EQ(name("GmbH"), "gmbh") << "a name made of a form alone stays";
}

// The same name and the whole address: 37 to 43 of 50 before companies had a model of their own.
TEST(DefaultModel, EqualCompaniesAreOne) {
    const auto stored = company("Weber Reisen GmbH", "Hauptstr.", "3", "10115", "Berlin");
    for (const char* name : {"Weber Reisen GmbH", "Weber Reisen G.m.b.H.", "Weber Reisen", "Weber-Reisen GmbH",
                             "Weber Resien GmbH"})
        EXPECT_GE(score(stored, company(name, "Hauptstraße", "3", "10115", "Berlin")), 50) << name;
    EXPECT_GE(score(company("Sangesfreunde e.V.", "Weg", "1", "53111", "Bonn"),
                    company("Sangesfreunde eV", "Weg", "1", "53111", "Bonn")), 50);
    EXPECT_GE(score(company("Bakker B.V.", "Kerkstraat", "5", "1012AB", "Amsterdam"),
                    company("Bakker BV", "Kerkstr.", "5", "1012 AB", "Amsterdam")), 50);
    EXPECT_GE(score(stored, company("Reisen Weber GmbH", "Hauptstr.", "3", "10115", "Berlin")), 50) << "words exchanged";
    EXPECT_LT(score(stored, company("Weber Bau GmbH", "Hauptstr.", "3", "10115", "Berlin")), 50) << "another firm";
    EXPECT_LT(score(stored, company("Weber Reisen KG", "Hauptstr.", "3", "10115", "Berlin")), 50) << "of another form";
    EXPECT_LT(score(company("Hotel 1 GmbH", "Hauptstr.", "3", "10115", "Berlin"),
                    company("Hotel 2 GmbH", "Hauptstr.", "3", "10115", "Berlin")), 50) << "numbered";
    EXPECT_LT(score(stored, company("Zahnarztpraxis Keller", "Hauptstr.", "3", "10115", "Berlin")), 40)
        << "in the same house";
    EXPECT_LT(score(stored, company("Weber Reisen GmbH", "Hafenweg", "8", "20095", "Hamburg")), 50) << "a branch";
}

TEST(DefaultModel, WhatIsStrangeIsNoTrouble) {
    for (const char* name : {"X", "%_'\"; DROP", "محمد", "😀😀", "---", "ßßßßß"})
        for (const char* other : {"X", "Ö", "משה", "😀", "%", "."})
            EXPECT_NO_THROW(score(person(name, name), person(other, other)));
    const std::string endless(300, 'x');
    EXPECT_NO_THROW(score(person(endless, endless, endless, endless), person(endless + "y", endless)));
    EXPECT_EQ(comparison_values(person(endless, "A"))[slot_first_name].size(), 64u);
}

/// 400 different people, every fourth of them a second time with a slip.
People sample(int copies = 1) {
    static constexpr std::array syllables{"ber", "lin", "mo", "ras", "tek", "wol", "han", "gri", "do", "fel"};
    People people;
    auto name = [&](int seed) {
        return std::string(syllables[seed % 10]) + syllables[seed / 10 % 10] + syllables[(seed / 100 + seed) % 10];
    };
    for (int i = 0; i < 400; ++i) {
        auto one = person(name(i % 37 + 3), name(i * 7 + 1), name(i * 3) + "weg", std::to_string(i % 90 + 1),
                          std::to_string(10000 + i % 200), name(i % 20), "19" + std::to_string(50 + i % 49) + "-0" +
                          std::to_string(1 + i % 9) + "-1" + std::to_string(i % 10));
        people.add(i + 1, comparison_values(one));
        for (int copy = 0; i % 4 == 0 && copy < copies; ++copy) {
            std::swap(one.name[2], one.name[3]);
            one.house_number.clear();
            people.add(1000 + i + copy * 400, comparison_values(one));
        }
    }
    people.count();
    return people;
}

/// Different people with values of their own.
void add_strangers(People& people, int count) {
    for (int i = 0; i < count; ++i) {
        const auto own = std::to_string(i * 7919 % 99991);
        people.add(i + 1, comparison_values(person("Vor" + own, "Nach" + own, "Weg" + own, std::to_string(i % 90 + 1),
                                                   std::to_string(10000 + i * 37 % 80000), "Ort" + own,
                                                   std::to_string(1940 + i % 60) + "-0" + std::to_string(1 + i % 9) +
                                                       "-1" + std::to_string(i % 10))));
    }
}

std::array<bool, feature_count> all_count() {
    std::array<bool, feature_count> counted;
    counted.fill(true);
    return counted;
}

TEST(Learning, FindsWhatIsThereAndIsTheSameEveryTime) {
    auto people = sample();
    const Blocks blocks(people);
    const auto lesson = learn(people, blocks, all_count());
    EXPECT_NEAR(lesson.expected_pairs, 100, 25);
    const auto found = find_pairs(people, blocks, lesson.model, 0);
    EXPECT_TRUE(found.complete);
    std::size_t right = 0;
    for (const auto& pair : found.pairs)
        right += people.id(pair.one) == (people.id(pair.other) - 1000 >= 0 ? people.id(pair.other) - 999 : -1);
    EXPECT_GE(right, 95u);
    EXPECT_LE(found.pairs.size(), 105u);
    EXPECT_EQ(group_pairs(people, lesson.model, found.pairs, 0).size(), found.pairs.size());
    EXPECT_EQ(learn(people, blocks, all_count()).model.prior, lesson.model.prior);
}

TEST(Learning, FiveCustomersTeachNothingAndAreNoTrouble) {
    People people;
    for (int i = 0; i < 5; ++i) people.add(i + 1, comparison_values(person("Anna", i < 2 ? "Weber" : "Meier")));
    people.count();
    const Blocks blocks(people);
    const auto lesson = learn(people, blocks, all_count());
    EXPECT_LT(lesson.model.prior[0], 0.4);
    People nobody;
    nobody.count();
    EXPECT_TRUE(find_pairs(nobody, Blocks(nobody), lesson.model, 0).pairs.empty());
}

/// A house of forty with one customer twice, and twins: 47 to 49 and 53 when it learnt from itself alone.
TEST(Learning, AYoungRegisterBorrowsWhatItCannotKnow) {
    for (const std::size_t size : {12u, 40u, 150u, 400u}) {
        People people;
        people.add(9001, comparison_values(person("Anna", "Oberhauser", "Lindenstr.", "12", "50667", "Köln")));
        people.add(9002, comparison_values(person("Anna", "Oberhausr", "Lindenstraße", "12", "50667", "Köln")));
        people.add(9003, comparison_values(person("Lukas", "Terhorst", "Weg", "1", "53111", "Bonn", "2001-05-03")));
        people.add(9004, comparison_values(person("Jonas", "Terhorst", "Weg", "1", "53111", "Bonn", "2001-05-03")));
        people.add(9005, comparison_values(company("Weber Reisen GmbH", "Hauptstr.", "3", "10115", "Berlin")));
        people.add(9006, comparison_values(company("Weber Reisen G.m.b.H.", "Hauptstr.", "3", "10115", "Berlin")));
        add_strangers(people, static_cast<int>(size) - 6);
        people.count();
        const Blocks blocks(people);
        const auto lesson = learn(people, blocks, all_count());
        const Judge judge(lesson.model);
        Comparer comparer(people);
        const auto score_between = [&](std::uint32_t one) {
            return score_of(judge.weight(comparer.compare(one, one + 1)));
        };
        EXPECT_GE(score_between(0), 50) << size << " customers: one person twice";
        EXPECT_LT(score_between(2), 50) << size << " customers: twins";
        EXPECT_GE(score_between(4), 50) << size << " customers: one company twice";
    }
}

TEST(Learning, SaysTheSameAfterBeingWritten) {
    auto people = sample();
    const KnownModel known{learn(people, Blocks(people), all_count()).model, Frequencies::of(people)};
    const auto again = KnownModel::read(known.write());
    EXPECT_EQ(again.model.tables, known.model.tables);
    EXPECT_EQ(again.model.prior, known.model.prior);
    const auto value = people.text(slot_town, people.person(0)[slot_town]);
    EXPECT_FLOAT_EQ(again.frequencies.share(slot_town, value), people.share(slot_town, people.person(0)[slot_town]));
}

TEST(Blocks, ThousandsOfOneNameAreBoundedAndSaidToBe) {
    People people;
    for (int i = 0; i < 30000; ++i) people.add(i + 1, comparison_values(person("Unbekannt", "Unbekannt")));
    people.count();
    const Blocks blocks(people);
    EXPECT_FALSE(blocks.is_complete());
    EXPECT_LE(blocks.pairs(), 30000u * 12);
    EXPECT_FALSE(find_pairs(people, blocks, default_model(30000), 0).complete);
}

/// One typing error in the first name and one digit of the birth date; the last name is all they share.
TEST(Blocks, ASlipInNameAndDateIsCompared) {
    const std::pair<const char*, const char*> others[] = {{"Brend", "1970-05-13"}, {"Bernf", "1971-05-03"},
                                                          {"Vernd", "1970-06-03"}, {"Berndt", "1970-05-04"}};
    for (const auto& [first, date] : others) {
        People people;
        people.add(1, comparison_values(person("Bernd", "Ahlers", "Lindenstr.", "12", "50667", "Köln", "1970-05-03")));
        people.add(2, comparison_values(person(first, "Ahlers", "Hafenweg", "3", "20095", "Hamburg", date)));
        add_strangers(people, 4000);
        people.count();
        bool met = false;
        const Blocks blocks(people);
        const Comparer comparer(people);
        blocks.each_pair(0, blocks.size(), 1, [&](std::uint32_t one, std::uint32_t other) {
            met = met || (one == 0 && other == 1 && comparer.worth_a_look(one, other));
            return true;
        });
        EXPECT_TRUE(met) << first << " " << date;
    }
}

TEST(Blocks, APairIsMetOnce) {
    People people;
    for (int i = 0; i < 3000; ++i)
        people.add(i + 1, comparison_values(person("Anna", i % 3 ? "Weber" : "Meier" + std::to_string(i), "Weg", "1",
                                                   std::to_string(10000 + i % 500), "Berlin")));
    people.count();
    const Blocks blocks(people);
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    std::size_t count = 0;
    blocks.each_pair(0, blocks.size(), 1, [&](std::uint32_t one, std::uint32_t other) {
        seen.emplace(one, other);
        ++count;
        return true;
    });
    EXPECT_GT(count, 1000u);
    EXPECT_EQ(seen.size(), count);
}

TEST(Blocks, OfRowsBehindARegisterOnlyTheirPairsAreMet) {
    auto people = sample();
    const Blocks blocks(people);
    constexpr std::uint32_t from = 300;
    std::size_t all = 0, met = 0;
    blocks.each_pair(0, blocks.size(), 1,
                     [&](std::uint32_t, std::uint32_t other) { return all += other >= from, true; });
    blocks.each_pair(0, blocks.size(), 1, [&](std::uint32_t one, std::uint32_t other) {
        EXPECT_LT(one, other);
        EXPECT_GE(other, from);
        return ++met, true;
    }, from);
    EXPECT_GT(met, 0u);
    EXPECT_EQ(met, all);
}

TEST(Groups, ADistinctPairIsNeverInOne) {
    auto people = sample(2);
    const Blocks blocks(people);
    const auto lesson = learn(people, blocks, all_count());
    const auto found = find_pairs(people, blocks, lesson.model, 0);
    const auto first = found.pairs.at(0);
    auto together = [&](const std::vector<Group>& groups) {
        for (const auto& group : groups)
            if (std::count(group.rows.begin(), group.rows.end(), first.one) &&
                std::count(group.rows.begin(), group.rows.end(), first.other))
                return true;
        return false;
    };
    EXPECT_TRUE(together(group_pairs(people, lesson.model, found.pairs, 0)));
    EXPECT_FALSE(
        together(group_pairs(people, lesson.model, found.pairs, 0, [&](std::uint32_t one, std::uint32_t other) {
            return std::minmax(one, other) ==
                   std::pair<const std::uint32_t&, const std::uint32_t&>(first.one, first.other);
        })));
}

}  // namespace
}  // namespace kartei::duplicates
