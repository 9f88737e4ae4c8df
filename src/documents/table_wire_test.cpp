// Frames between the process that reads a file and this one: what goes in comes out, and nothing that is broken is
// taken for a row.
#include "documents/table_wire.hpp"

#include <gmock/gmock.h>

#include <random>

#include "documents/csv_reader.hpp"

namespace kartei::documents {
namespace {

using testing::ElementsAre;
using Kind = FrameReader::Kind;

CsvReader table_of(const std::string& content) { return std::move(CsvReader::open(memory_source(content))).value(); }

/// A frame with header, two rows, a refusal and the end; without its length.
std::string a_frame() {
    auto table = table_of("name,town\nMüller,Köln\n,Bonn\n");
    FrameWriter frames;
    frames.header(table);
    while (*table.next()) frames.row(table);
    frames.refusal(refuse(RefusalKind::invalid, "error.csv_nul", {{"line", "7"}}), true, 7);
    frames.end();
    return std::string(frames.take(&table).substr(4));
}

TEST(TableWire, GivesBackWhatWasPutIn) {
    const auto frame = a_frame();
    FrameReader reader;
    ASSERT_TRUE(reader.begin(frame));
    EXPECT_EQ(reader.dialect->separator, ',');
    EXPECT_EQ(reader.bytes_total, 30u);
    ASSERT_EQ(reader.next(), Kind::header);
    EXPECT_THAT(reader.headings, ElementsAre("name", "town"));
    ASSERT_EQ(reader.next(), Kind::row);
    EXPECT_THAT(reader.cells, ElementsAre("Müller", "Köln"));
    EXPECT_EQ(reader.line, 2);
    ASSERT_EQ(reader.next(), Kind::row);
    EXPECT_THAT(reader.cells, ElementsAre("", "Bonn"));
    ASSERT_EQ(reader.next(), Kind::refusal);
    EXPECT_EQ(reader.refusal.issues.at(0).key, "error.csv_nul");
    EXPECT_EQ(reader.refusal.issues.at(0).parameters.at(0).second, "7");
    EXPECT_TRUE(reader.may_continue);
    EXPECT_EQ(reader.next(), Kind::end);
    EXPECT_EQ(reader.next(), Kind::nothing_left);
}

/// Reads to the end or to where it is broken; every cell that comes out must be clean.
Kind read_all(const std::string& frame) {
    FrameReader reader;
    if (!reader.begin(frame)) return Kind::broken;
    for (;;) {
        const auto kind = reader.next();
        if (kind == Kind::row) {
            EXPECT_EQ(reader.cells.size(), reader.headings.size());
            for (const auto cell : reader.cells) {
                EXPECT_EQ(cell.find('\0'), std::string_view::npos);
                EXPECT_TRUE(cell.data() >= frame.data() && cell.data() + cell.size() <= frame.data() + frame.size());
            }
        }
        if (kind == Kind::broken || kind == Kind::end || kind == Kind::nothing_left) return kind;
    }
}

TEST(TableWire, NothingBrokenIsTakenForARow) {
    const auto whole = a_frame();
    ASSERT_EQ(read_all(whole), Kind::end);
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_NE(read_all(whole.substr(0, size)), Kind::end) << "cut off after " << size;
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        auto spoilt = whole;
        for (auto changes = 1 + random() % 3; changes > 0; --changes)
            spoilt[random() % spoilt.size()] = static_cast<char>(random());
        read_all(spoilt);
    }
}

TEST(TableWire, WhatIsNotTextIsBroken) {
    const auto with_cell = [](const std::string& cell, const std::string& next) {
        auto frame = a_frame();
        const std::string good = "MüllerKöln";
        const auto at = frame.find(good);
        std::string spoilt = cell + next;
        spoilt.resize(good.size(), 'x');
        return frame.replace(at, good.size(), spoilt);
    };
    EXPECT_EQ(read_all(with_cell("Meier..", "Koeln")), Kind::end);
    EXPECT_EQ(read_all(with_cell("M\xffller.", "Koeln")), Kind::broken);
    EXPECT_EQ(read_all(with_cell(std::string("M\0ller.", 7), "Koeln")), Kind::broken);
    EXPECT_EQ(read_all(with_cell("Meier.\xc3", "\xbcoeln")), Kind::broken) << "a character that two cells share";
}

TEST(TableWire, OrdersComeBackWhole) {
    ReadingOrder order{"Gäste.csv", {}, {}, 123, 456};
    order.wanted.csv = {Encoding::utf16_be, ';', {"a", "b"}, false, 0, {7, 8, 9}};
    order.wanted.sheet = "Blatt 2";
    order.form.form = "bank-statement";
    order.form.digits = 3;
    order.wanted.xlsx.unpacked = 8ull << 30;
    order.wanted.xlsx.row = 77;
    const auto packed = packed_order(order);
    const auto back = unpacked_order(packed);
    ASSERT_TRUE(back);
    EXPECT_EQ(packed_order(*back), packed);
    EXPECT_EQ(back->wanted.csv.separator, ';');
    EXPECT_EQ(back->wanted.csv.encoding, Encoding::utf16_be);
    EXPECT_EQ(back->wanted.xlsx.row, 77u);
    EXPECT_EQ(back->form.form, "bank-statement");
    EXPECT_EQ(back->form.digits, 3);
    EXPECT_EQ(back->memory, 123u);
    EXPECT_FALSE(unpacked_order(packed.substr(0, packed.size() - 1)));
    EXPECT_FALSE(unpacked_order(packed + "x"));
}

}  // namespace
}  // namespace kartei::documents
