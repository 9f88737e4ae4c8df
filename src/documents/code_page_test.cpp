#include "documents/code_page.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "documents/text_decoder.hpp"

namespace kartei::documents {
namespace {

// What the neighbours share with Western Europe stays; what they do not share is told by what stands beside it.
TEST(CodePage, OfTheNeighboursIsFound) {
    struct File {
        std::string bytes, name;
        Encoding encoding;
    };
    const std::vector<File> files{
        {"Dvo\xf8\xe1k", "Dvořák", Encoding::windows_1250},
        {"Ku\xe8" "era", "Kučera", Encoding::windows_1250},
        {"Wa\xb3\xeasa", "Wałęsa", Encoding::windows_1250},
        {"Erd\xf5s", "Erdős", Encoding::windows_1250},
        {"Kami\xf1ski", "Kamiński", Encoding::windows_1250},
        {"Dvo\xfd\xa0k", "Dvořák", Encoding::cp852},
        {"\xc8\xe2\xe0\xed\xee\xe2", "Иванов", Encoding::windows_1251},
        {"\x88\xa2\xa0\xad\xae\xa2", "Иванов", Encoding::cp866},
        {"\xe9\xd7\xc1\xce\xcf\xd7", "Иванов", Encoding::koi8_r},
        {"\xc1\xe8\xde\xed\xe1", "Αθήνα", Encoding::windows_1253},
        {"\xde" "ahin", "Şahin", Encoding::windows_1254},
        {"Erdo\xf0" "an", "Erdoğan", Encoding::windows_1254},
        {"J\xf8rgen", "Jørgen", Encoding::windows_1252},
        {"H\xe9l\xe8ne", "Hélène", Encoding::windows_1252},
        {"Mu\xf1oz", "Muñoz", Encoding::windows_1252},
        {"Jo\xe3o", "João", Encoding::windows_1252},
        {"Lumi\xe8re", "Lumière", Encoding::windows_1252},
        {"Kj\xe6r", "Kjær", Encoding::windows_1252},
        {"\x8akoda", "Škoda", Encoding::windows_1252},
        {"Sigur\xf0sson", "Sigurðsson", Encoding::windows_1252},
        {"Dvo\xf8\xe1k M\xfcller", "Dvořák Müller", Encoding::windows_1250}};
    for (const auto& [bytes, name, encoding] : files) {
        const std::string text = "name;town\n" + bytes + ";Bonn\n";
        EXPECT_EQ(encoding_name(guess_encoding(text, true).encoding), encoding_name(encoding)) << name;
        TextDecoder decoder(memory_source(text), std::nullopt);
        std::string read(1000, '\0');
        read.resize(decoder.read(read.data(), read.size()));
        EXPECT_EQ(read, "name;town\n" + name + ";Bonn\n");
    }
}

}  // namespace
}  // namespace kartei::documents
