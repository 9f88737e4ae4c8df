// Letters of word processors: fields found however they are cut, whatever is dangerous refused, many letters in one.
#include <fcntl.h>

#include "documents/made_letter_test.hpp"
#include "documents/merged_letters.hpp"
#include "documents/office.hpp"

namespace kartei::documents {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Result<LetterTemplate> taken(const std::string& bytes) {
    const MadeFile file(bytes);
    return take_apart_elsewhere(file.path().string());
}
std::vector<std::string> fields_of(const std::string& bytes) {
    const auto made = taken(bytes);
    EXPECT_TRUE(made) << (made ? "" : made.refusal().issues[0].key);
    return made ? made->fields() : std::vector<std::string>();
}
std::string refusal_of(const std::string& bytes) {
    const auto made = taken(bytes);
    return made ? "" : made.refusal().issues[0].key;
}
/// The body of as many letters as there are values.
std::string merged(const std::string& bytes, const std::vector<std::string>& values) {
    const auto made = taken(bytes);
    if (!made) return made.refusal().issues[0].key;
    const MadeFile out("");
    auto letters = MergedLetters::create(out.path().string(), *made);
    EXPECT_TRUE(letters);
    for (const auto& value : values) EXPECT_TRUE((*letters)->add([&](std::string_view) { return value; }));
    EXPECT_TRUE((*letters)->finish());
    return part_in(out.path().string(), made->body);
}

TEST(LetterTemplate, AFieldThatWordHasCutIntoRunsIsOneWithTheFormatOfItsBeginning) {
    const auto letter = word_letter(paragraph(run("Guten Tag {{fir") + "<w:proofErr w:type=\"spellStart\"/>" +
                                              run("st_na", "<w:b/>") + run("me}}, hier {town} &amp; mehr")));
    EXPECT_THAT(fields_of(letter), ElementsAre("first_name", "town"));
    const auto body = merged(letter, {"Ann<a>"});
    EXPECT_THAT(body, HasSubstr("<w:t xml:space=\"preserve\">Guten Tag Ann&lt;a&gt;</w:t>"));
    EXPECT_THAT(body, HasSubstr("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"></w:t>"));
    EXPECT_THAT(body, HasSubstr(", hier Ann&lt;a&gt; &amp; mehr"));
    EXPECT_THAT(body, Not(HasSubstr("{")));
}

TEST(LetterTemplate, MergeFieldsOfWordAreFields) {
    const auto letter = word_letter(paragraph(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> MERGEFIELD  Name \\* MERGEFORMAT "
        "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + run("«Name»", "<w:i/>") +
        "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\" MERGEFIELD &quot;town&quot; \">" +
        run("«town»") + "</w:fldSimple>" + "<w:fldSimple w:instr=\" PAGE \">" + run("1") + "</w:fldSimple>"));
    EXPECT_THAT(fields_of(letter), ElementsAre("name", "town"));
    const auto body = merged(letter, {"Bonn"});
    EXPECT_THAT(body, HasSubstr("<w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">Bonn</w:t>"));
    EXPECT_THAT(body, Not(HasSubstr("MERGEFIELD")));
    EXPECT_THAT(body, HasSubstr(" PAGE ")) << "other fields stay as they are";
}

TEST(LetterTemplate, EachLetterOfWordIsASectionOfItsOwnCountedFromOne) {
    const auto body = merged(word_letter(paragraph(run("{name}"))), {"Eins", "Zwei\nzweite Zeile"});
    EXPECT_LT(body.find("Eins"), body.find("<w:pgNumType w:start=\"1\"/>"));
    EXPECT_LT(body.find("<w:pgNumType w:start=\"1\"/>"), body.find("Zwei"));
    EXPECT_THAT(body, HasSubstr("Zwei</w:t><w:br/><w:t xml:space=\"preserve\">zweite Zeile"));
    EXPECT_TRUE(body.ends_with("</w:sectPr></w:body></w:document>"));
}

TEST(LetterTemplate, FieldsOfWriterAreFoundAcrossSpansAndEachLetterBeginsAPage) {
    const auto letter = writer_letter("<text:p text:style-name=\"P1\">Dag {{<text:span text:style-name=\"T1\">first_"
                                      "</text:span>name}}<text:s/></text:p>");
    EXPECT_THAT(fields_of(letter), ElementsAre("first_name"));
    const auto body = merged(letter, {"An", "Ben  jr."});
    EXPECT_THAT(body, HasSubstr("style:master-page-name=\"Standard\""));
    EXPECT_THAT(body, HasSubstr("<text:sequence-decls/><text:p text:style-name=\"KarteiLetter\"/><text:p"));
    EXPECT_THAT(body, HasSubstr("Ben <text:s/>jr."));
}

TEST(LetterTemplate, WhatStartsProgramsOrFetchesSomethingIsRefused) {
    const auto text = paragraph(run("{name}"));
    const auto link = [](const char* type, const char* target) {
        return std::string("<Relationship Id=\"rId9\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                           "relationships/") + type + "\" Target=\"" + target + "\" TargetMode=\"External\"/>";
    };
    EXPECT_EQ(refusal_of(word_letter(text, {{"word/vbaProject.bin", "x"}})), "error.template_macros");
    EXPECT_EQ(refusal_of(word_letter(text, {}, link("image", "http://elsewhere.example/x.png"))), "error.template_external");
    EXPECT_EQ(refusal_of(word_letter(text, {}, link("hyperlink", "http://kartei.example/"))), "");
    EXPECT_EQ(refusal_of(word_letter(text, {}, link("attachedTemplate", "file:///C:/Normal.dotm"))), "");
    EXPECT_EQ(refusal_of(word_letter(paragraph("<w:fldSimple w:instr=\" INCLUDETEXT &quot;c:/x.doc&quot; \"/>"))),
              "error.template_external");
    EXPECT_EQ(refusal_of(writer_letter("<text:p/>", {{"Basic/Standard/Module1.xml", "<x/>"}})), "error.template_macros");
    EXPECT_EQ(refusal_of(writer_letter("<text:p><draw:frame><draw:image xlink:href=\"http://elsewhere.example/x.png\"/>"
                                       "</draw:frame></text:p>")),
              "error.template_external");
    EXPECT_EQ(refusal_of(writer_letter("<text:p><text:a xlink:href=\"http://kartei.example/\">x</text:a></text:p>")), "");
    EXPECT_EQ(refusal_of(writer_letter("<draw:frame text:anchor-type=\"page\"/>")), "error.template_anchored");
}

TEST(LetterTemplate, WhatIsCalledOtherwiseIsLookedThroughAllTheSame) {
    EXPECT_EQ(refusal_of(writer_letter("<text:p xmlns:y=\"http://www.w3.org/1999/xlink\"><draw:frame><draw:image "
                                       "y:href=\"file:///etc/hostname\"/></draw:frame></text:p>")),
              "error.template_broken");
    const auto text = paragraph(run("{name}"));
    const auto head = [](const char* inside) {
        return std::string("<?xml version=\"1.0\"?><w:hdr xmlns:w=\"w\"><w:p>") + inside + "</w:p></w:hdr>";
    };
    EXPECT_EQ(refusal_of(word_letter(text, {{"word/kopf.xml", head("<w:fldSimple w:instr=\" INCLUDEPICTURE x \"/>")}})),
              "error.template_external");
    const std::string link = "<Relationship Id=\"rId9\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                             "relationships/header\" Target=\"kopf.bin\"/>";
    EXPECT_EQ(refusal_of(word_letter(text, {{"word/kopf.bin", head("")}}, link)), "error.template_broken");
}

TEST(LetterTemplate, AFieldInAHeadIsRefusedByName) {
    const auto header = "<?xml version=\"1.0\"?><w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>{name}</w:t></w:r></w:p></w:hdr>";
    const auto made = taken(word_letter(paragraph(run("x")), {{"word/header1.xml", header}}));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.refusal().issues[0].key, "error.template_field_elsewhere");
    EXPECT_EQ(made.refusal().issues[0].parameters, (Parameters{{"name", "name"}}));
    EXPECT_EQ(refusal_of(writer_letter("<text:p/>", {}, "<style:footer><text:p>{name}</text:p></style:footer>")),
              "error.template_field_elsewhere");
}

TEST(LetterTemplate, BrokenHostileAndHugeFilesAreRefused) {
    const auto whole = word_letter(paragraph(run("{name}")));
    EXPECT_EQ(refusal_of("no archive"), "error.template_broken");
    EXPECT_EQ(refusal_of(whole.substr(0, whole.size() / 2)), "error.template_broken");
    EXPECT_EQ(refusal_of(archive_of({{"a.txt", "x"}})), "error.template_broken");
    EXPECT_EQ(refusal_of(word_letter("<w:p>")), "error.template_broken") << "not well-formed";
    EXPECT_EQ(refusal_of(word_letter(paragraph(run("x")), {{"word/media/a.xml", std::string(200 << 20, 'x')}})),
              "error.template_too_large")
        << "it unpacks to more than it may";
    EXPECT_EQ(refusal_of(archive_of({{"word/document.xml",
                                      "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>"}})),
              "error.template_broken");
}

TEST(LetterTemplate, ThreeHundredPagesAreTakenApartAndMerged) {
    std::string body;
    for (int page = 0; page < 300; ++page)
        for (int line = 0; line < 40; ++line) body += paragraph(run("Seite " + std::to_string(page) + ", an {name}"));
    const auto all = merged(word_letter(body), {"Anna", "Bert"});
    EXPECT_THAT(all, HasSubstr("Seite 299, an Bert"));
}

TEST(LetterTemplate, LibreOfficeSetsThemAndIsEndedWhenNobodyWantsThemAnyMore) {
    if (office().program.empty()) GTEST_SKIP() << "no LibreOffice here";
    for (const auto& bytes : {word_letter(paragraph(run("Guten Tag {name}"))),
                              writer_letter("<text:p>Dag {name}</text:p>")}) {
        const auto made = taken(bytes);
        ASSERT_TRUE(made);
        const ScratchFolder folder(std::filesystem::temp_directory_path().string());
        const auto file = "letters." + made->format;
        auto letters = MergedLetters::create(folder.path() + "/" + file, *made);
        for (int i = 0; i < 3; ++i) ASSERT_TRUE((*letters)->add([](std::string_view) { return "Anna"; }));
        ASSERT_TRUE((*letters)->finish());
        const auto unwanted = set_as_pdf(folder.path(), file, [] { return refuse(RefusalKind::conflict, "error.x"); });
        ASSERT_FALSE(unwanted);
        EXPECT_EQ(unwanted.refusal().issues[0].key, "error.x");
        const auto set = set_as_pdf(folder.path(), file, [] { return Done{}; });
        ASSERT_TRUE(set) << set.refusal().issues[0].key;
        std::ifstream pdf(folder.path() + "/letters.pdf", std::ios::binary);
        EXPECT_EQ(pages_set(std::string(std::istreambuf_iterator<char>(pdf), {})), 3u) << made->format;
    }
}

}  // namespace
}  // namespace kartei::documents
