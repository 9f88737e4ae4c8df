// Letters of word processors: fields found however they are cut, whatever is dangerous refused, many letters in one.
#include <fcntl.h>

#include "documents/made_letter_test.hpp"
#include "documents/markup_tokens.hpp"
#include "documents/merged_letters.hpp"
#include "documents/office.hpp"

namespace kartei::documents {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Every tag is closed where it was opened.
bool is_whole(const std::string& body) {
    std::vector<std::string_view> open;
    for (const auto& token : markup_tokens(body)) {
        if (token.kind == MarkupToken::Kind::open) open.push_back(token.name);
        if (token.kind != MarkupToken::Kind::close) continue;
        if (open.empty() || open.back() != token.name) return false;
        open.pop_back();
    }
    return open.empty();
}

Result<LetterTemplate> taken(const std::string& bytes) {
    const MadeFile file(bytes);
    return take_apart_elsewhere(file.path().string());
}
std::vector<std::string> fields_of(const std::string& bytes) {
    const auto made = taken(bytes);
    EXPECT_TRUE(made) << (made ? "" : made.refusal().issues[0].key);
    return made ? made->certain_fields() : std::vector<std::string>();
}
std::string refusal_of(const std::string& bytes) {
    const auto made = taken(bytes);
    return made ? "" : made.refusal().issues[0].key;
}
/// The body of as many letters as there are values.
std::string body_of(const std::string& bytes, const std::vector<LetterValues>& values) {
    const auto made = taken(bytes);
    if (!made) return made.refusal().issues[0].key;
    const MadeFile out("");
    auto letters = MergedLetters::create(out.path().string(), *made);
    EXPECT_TRUE(letters);
    for (const auto& value : values) EXPECT_TRUE((*letters)->add(value));
    EXPECT_TRUE((*letters)->finish());
    auto body = part_in(out.path().string(), made->body);
    EXPECT_TRUE(is_whole(body)) << body;
    return body;
}
/// The same, where every field has the one value.
std::string merged(const std::string& bytes, const std::vector<std::string>& values) {
    std::vector<LetterValues> letters;
    for (const auto& value : values) {
        LetterValues letter;
        for (const auto& field : fields_of(bytes)) letter.values[field] = value;
        letters.push_back(std::move(letter));
    }
    return body_of(bytes, letters);
}
/// Only what people read, paragraphs apart by "|".
std::string read_in(const std::string& body) {
    std::string text;
    for (const auto& token : markup_tokens(body)) {
        if (token.kind == MarkupToken::Kind::text) text += markup_decoded(token.raw);
        if (token.closes("w:p") || token.closes("text:p")) text += '|';
    }
    const auto first = text.find_first_not_of("\n|");
    return first == std::string::npos ? "" : text.substr(first);
}
std::string read_with(const std::string& body, const LetterValues& values) { return read_in(body_of(word_letter(body), {values})); }

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

LetterValues family(std::vector<std::string> names) {
    LetterValues letter{{{"name", "Jansen"}, {"country", "Niederlande"}, {"title", ""}, {"vip", "nein"}},
                        {{"family", {}}},
                        {{"country", "NL"}, {"vip", "no"}}};
    for (auto& name : names) letter.lists["family"].push_back({{"family.name", name}, {"family.role", name == "Bo" ? "Kind" : ""}});
    return letter;
}

TEST(LetterTemplate, AConditionInALineLeavesOutWhatIsBetweenAndKeepsTheFormats) {
    const auto line = paragraph(run("Tag {{#if ti") + run("tle}}Dr. {{title}}", "<w:b/>") + run("{{else}}ohne{{/if}} {{name}}", "<w:i/>"));
    EXPECT_EQ(read_with(line, family({})), "Tag ohne Jansen|");
    auto doctor = family({});
    doctor.values["title"] = "Dr.";
    const auto body = body_of(word_letter(line), {doctor});
    EXPECT_EQ(read_in(body), "Tag Dr. Dr. Jansen|");
    EXPECT_THAT(body, HasSubstr("<w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\"> Jansen</w:t>"));
    const auto several = paragraph(run("{{#if title}}a{{/if}}{{#if name}}b{{/if}}{{#if country}}{{#if vip}}c{{else}}d{{/if}}{{/if}}"));
    EXPECT_EQ(read_with(several, family({})), "bd|") << "a no counts as no value";
}

TEST(LetterTemplate, AConditionComparesWithTheWordAndWithTheCode) {
    const auto met = [](const std::string& condition) {
        return read_with(paragraph(run("{{#if " + condition + "}}ja{{else}}nein{{/if}}")), family({}));
    };
    for (const auto* condition : {"country = NL", "country=niederlande", "country != DE", "name", "title ="})
        EXPECT_EQ(met(condition), "ja|") << condition;
    for (const auto* condition : {"country = DE", "country != nl", "title", "name = Jan", "family"})
        EXPECT_EQ(met(condition), "nein|") << condition;
}

TEST(LetterTemplate, MarksAloneInTheirParagraphsTakeWholeParagraphsAndGoThemselves) {
    const auto text = paragraph(run("vor")) + paragraph(run("{{#each family}}")) + paragraph(run("mit {{family.name}}")) +
                      paragraph(run("{{#if family.role = Kind}}ein Kind{{/if}}")) + paragraph(run(" {{/each}} ")) + paragraph(run("nach"));
    EXPECT_EQ(read_with(text, family({"An", "Bo"})), "vor|mit An||mit Bo|ein Kind|nach|");
    EXPECT_EQ(read_with(text, family({})), "vor|nach|");
    const auto cell = "<w:tbl><w:tr><w:tc>" + paragraph(run("{{#if title}}")) + paragraph(run("x")) + paragraph(run("{{/if}}")) +
                      "</w:tc></w:tr></w:tbl>";
    EXPECT_THAT(body_of(word_letter(cell), {family({})}), HasSubstr("<w:tc><w:p/></w:tc>")) << "a cell of Word needs a paragraph";
}

TEST(LetterTemplate, MarksInTheCellsOfATableTakeTheRow) {
    const auto cell = [](const std::string& text) { return "<w:tc>" + paragraph(run(text)) + "</w:tc>"; };
    const auto table = "<w:tbl><w:tr>" + cell("Name") + cell("Rolle") + "</w:tr><w:tr>" + cell("{{#each family}}{{family.name}}") +
                       cell("{{family.role}}{{/each}}") + "</w:tr></w:tbl>";
    EXPECT_EQ(read_with(table, family({"An", "Bo"})), "Name|Rolle|An||Bo|Kind|");
    EXPECT_EQ(read_with(table, family({})), "Name|Rolle|");
    const auto rows = "<w:tbl><w:tr>" + cell("{{#if title}}a") + "</w:tr><w:tr>" + cell("b{{/if}}") + "</w:tr><w:tr>" + cell("c") +
                      "</w:tr></w:tbl>";
    EXPECT_EQ(read_with(rows, family({})), "c|");
    const auto writer = writer_letter("<table:table xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><table:table-row>"
                                      "<table:table-cell><text:p>{{#each family}}<text:span>{{family.name}}</text:span></text:p>"
                                      "</table:table-cell><table:table-cell><text:p>!{{/each}}</text:p></table:table-cell>"
                                      "</table:table-row></table:table>");
    EXPECT_EQ(read_in(body_of(writer, {family({"An", "Bo"})})), "An|!|Bo|!|");
}

TEST(LetterTemplate, SectionsThatHaveNoEndOrReachAcrossAreRefusedByName) {
    const auto told = [](const std::string& body) {
        const auto made = taken(word_letter(body));
        if (made) return std::string();
        const auto& issue = made.refusal().issues[0];
        return issue.key + " " + (issue.parameters.front().first == "name" ? issue.parameters.front().second : "");
    };
    EXPECT_EQ(told(paragraph(run("{{#if name}}x"))), "error.template_section_open {{#if name}}");
    EXPECT_EQ(told(paragraph(run("x{{/each}}"))), "error.template_section_end {{/each}}");
    EXPECT_EQ(told(paragraph(run("{{#if a}}{{#each b}}{{/if}}{{/each}}"))), "error.template_section_end {{/if}}");
    EXPECT_EQ(told(paragraph(run("{{#if a}}{{else}}{{else}}{{/if}}"))), "error.template_section_end {{else}}");
    EXPECT_EQ(told(paragraph(run("x {{#if name}}")) + paragraph(run("{{/if}}"))), "error.template_section_across {{#if name}}");
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "{{#if name}}";
    EXPECT_EQ(told(paragraph(run(deep))), "error.template_section_deep ");
    const auto header = "<?xml version=\"1.0\"?><w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>{{#if name}}x{{/if}}</w:t></w:r></w:p></w:hdr>";
    EXPECT_EQ(refusal_of(word_letter(paragraph(run("x")), {{"word/header1.xml", header}})), "error.template_field_elsewhere");
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
        for (int i = 0; i < 3; ++i) ASSERT_TRUE((*letters)->add({{{"name", "Anna"}}, {}, {}}));
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
