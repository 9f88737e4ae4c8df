// R22: malformed JSON is refused with its reason and never reaches a handler.
#include "web/json_reader.hpp"

#include <gtest/gtest.h>

#include "web/json_writer.hpp"
#include "web/little_server_test.hpp"

namespace kartei::web {
namespace {

struct Case {
    const char* name;
    std::string text;
    const char* key;
};

std::string repeated(const std::string& piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
}

std::vector<Case> malformed() {
    const char* syntax = "error.json.syntax";
    const char* utf8 = "error.json.utf8";
    const char* number = "error.json.number";
    return {
        {"only blanks", "   ", syntax},
        {"open object", "{", syntax},
        {"open array", "[", syntax},
        {"open text", R"({"name":"a)", syntax},
        {"member without value", R"({"name":})", syntax},
        {"member without colon", R"({"name" "a"})", syntax},
        {"name without quotation marks", R"({name:"a"})", syntax},
        {"apostrophes", R"({'name':'a'})", syntax},
        {"comma at the end of an object", R"({"name":"a",})", syntax},
        {"comma at the end of an array", R"([1,])", syntax},
        {"comma at the beginning", R"([,1])", syntax},
        {"two commas", R"([1,,2])", syntax},
        {"two values", R"({"name":"a"} {"name":"b"})", syntax},
        {"something behind", R"({"name":"a"}x)", syntax},
        {"wrong bracket", R"({"name":[1}])", syntax},
        {"comment", R"({"name":"a"/*b*/})", syntax},
        {"line comment", "{\"name\":\"a\"}//b", syntax},
        {"NaN", R"({"count":NaN})", syntax},
        {"Infinity", R"({"count":Infinity})", syntax},
        {"True", R"({"count":True})", syntax},
        {"nul", R"({"count":nul})", syntax},
        {"leading zero", R"({"count":012})", syntax},
        {"plus", R"({"count":+1})", syntax},
        {"point first", R"({"count":.5})", syntax},
        {"point last", R"({"count":5.})", syntax},
        {"exponent without digits", R"({"count":1e})", syntax},
        {"hexadecimal", R"({"count":0x1})", syntax},
        {"only a minus", R"({"count":-})", syntax},
        {"line break in a text", "{\"name\":\"a\nb\"}", syntax},
        {"tab in a text", "{\"name\":\"a\tb\"}", syntax},
        {"unknown escape", R"({"name":"\x41"})", syntax},
        {"cut escape", R"({"name":"\u12"})", syntax},
        {"lone high surrogate", R"({"name":"\ud800"})", syntax},
        {"lone low surrogate", R"({"name":"\udc00"})", syntax},
        {"two high surrogates", R"({"name":"\ud800\ud800"})", syntax},
        {"byte order mark", "\xEF\xBB\xBF{\"name\":\"a\"}", syntax},
        {"UTF-16", std::string("\0{\0}", 4), syntax},
        {"form feed between values", "{\f\"name\":\"a\"}", syntax},
        {"no-break space between values", "{\xc2\xa0\"name\":\"a\"}", syntax},
        {"invalid UTF-8", "{\"name\":\"\xff\"}", utf8},
        {"invalid UTF-8 outside a text", "{\"name\":\"a\"}\xff", utf8},
        {"cut UTF-8", "{\"name\":\"\xc3\"}", utf8},
        {"overlong UTF-8", "{\"name\":\"\xc0\xaf\"}", utf8},
        {"surrogate as UTF-8", "{\"name\":\"\xed\xa0\x80\"}", utf8},
        {"beyond Unicode", "{\"name\":\"\xf4\x90\x80\x80\"}", utf8},
        {"raw NUL", std::string("{\"name\":\"a\0b\"}", 14), syntax},
        {"escaped NUL", R"({"name":"a\u0000b"})", "error.json.nul"},
        {"escaped NUL in a name", R"({"name\u0000":"a"})", "error.json.nul"},
        {"duplicate member", R"({"name":"a","name":"b"})", "error.json.duplicate"},
        {"duplicate member in another spelling", R"({"name":"a","n\u0061me":"b"})", "error.json.duplicate"},
        {"duplicate member inside", R"({"address":{"town":"a","town":"b"}})", "error.json.duplicate"},
        {"1e400", R"({"count":1e400})", number},
        {"-1e400", R"({"count":-1e400})", number},
        {"a digit more than 64 bits", R"({"count":9223372036854775808})", number},
        {"unsigned 64 bits", R"({"count":18446744073709551615})", number},
        {"below 64 bits", R"({"count":-9223372036854775809})", number},
        {"very long number", R"({"count":)" + std::string(5000, '9') + "}", number},
        {"65 arrays", repeated("[", 65) + repeated("]", 65), "error.json.depth"},
        {"65 objects", repeated("{\"a\":", 65) + "1" + repeated("}", 65), "error.json.depth"},
        {"10,000 arrays, never closed", repeated("[", 10'000), "error.json.depth"},
        {"200,000 objects, never closed", repeated("{\"a\":", 200'000), "error.json.depth"},
    };
}

TEST(JsonReader, RefusesWhatIsMalformedAndSaysWhy) {
    ASSERT_GE(malformed().size(), 60u);
    for (const auto& one : malformed()) {
        auto json = read_json(one.text);
        ASSERT_FALSE(json) << one.name;
        EXPECT_EQ(json.refusal().issues[0].key, one.key) << one.name;
    }
}

TEST(JsonReader, MalformedBodiesAre400AndTheConnectionGoesOn) {
    LittleServer server;
    test::RawConnection connection(server.port());
    for (const auto& one : malformed()) {
        if (one.text.size() > 1024 * 1024) continue;
        connection.send(request_of("POST", "/things", one.text, "Idempotency-Key: 12345678\r\n"));
        auto answer = connection.receive();
        ASSERT_TRUE(answer) << one.name;
        EXPECT_EQ(answer->status, 400) << one.name << answer->body;
        auto problem = Json::parse(answer->body);
        EXPECT_EQ(problem["issues"][0]["key"], one.key) << one.name;
    }
    EXPECT_EQ(server.happenings.handled, 0);
}

TEST(JsonReader, ReadsWhatIsWellFormed) {
    EXPECT_EQ(*read_json(R"( {"a":[1,-2,0.5,1e3,true,false,null,"\u00e4\ud83d\ude00\n"],"b":{}} )"),
              Json::parse(R"({"a":[1,-2,0.5,1000.0,true,false,null,"ä😀\n"],"b":{}})"));
    EXPECT_EQ((*read_json("9223372036854775807")).get<std::int64_t>(), INT64_MAX);
    EXPECT_EQ((*read_json("-9223372036854775808")).get<std::int64_t>(), INT64_MIN);
    EXPECT_TRUE(read_json(repeated("[", 64) + repeated("]", 64)));
    EXPECT_EQ(*read_json(R"([{"a":1},{"a":2}])"), Json::parse(R"([{"a":1},{"a":2}])"));
}

TEST(JsonReader, NamesTheDuplicateAndThePlace) {
    EXPECT_EQ(read_json(R"({"town":1,"town":2})").refusal().issues[0].field, "town");
    EXPECT_EQ(read_json(R"({"a":x})").refusal().issues[0].parameters, (Parameters{{"position", "6"}}));
}

TEST(JsonWriter, WritesWhatTheReaderReads) {
    std::string text;
    JsonWriter writer(text);
    writer.begin_object().name("rows").begin_array();
    writer.begin_object().name("name").text("Zoë \"Ä\"\\\n\t\x01/").name("id").integer(INT64_MIN).end_object();
    writer.begin_object().end_object().text("").boolean(true).null().number(0.1).number(1e300).number(1.0 / 0.0).raw(
        "[1]");
    writer.end_array().name("count").integer(3).name("none").begin_array().end_array().end_object();
    auto json = read_json(text);
    ASSERT_TRUE(json) << text;
    EXPECT_EQ((*json)["rows"][0]["name"], "Zoë \"Ä\"\\\n\t\x01/");
    EXPECT_EQ((*json)["rows"][0]["id"].get<std::int64_t>(), INT64_MIN);
    EXPECT_EQ((*json)["rows"][1], Json::object());
    EXPECT_EQ((*json)["rows"][5].get<double>(), 0.1);
    EXPECT_TRUE((*json)["rows"][7].is_null());
    EXPECT_EQ((*json)["rows"][8], Json::array({1}));
    EXPECT_EQ((*json)["count"], 3);
    EXPECT_EQ((*json)["none"], Json::array());
}

TEST(JsonWriter, EscapesEveryControlCharacter) {
    for (int c = 0; c < 0x20; ++c) {
        std::string text, value(1, static_cast<char>(c));
        JsonWriter(text).text(value);
        EXPECT_EQ(Json::parse(text), value) << c;
    }
}

}  // namespace
}  // namespace kartei::web
