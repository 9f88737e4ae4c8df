// Text messages through a gateway: to whom the gate lets them go, none lost, none twice, and what became of them.
#include <mutex>

#include "modules/mailing/carrier.hpp"
#include "modules/mailing/sendings_fixture.hpp"
#include "modules/mailing/sms_gateway.hpp"
#include "modules/mailing/sms_length.hpp"
#include "modules/mailing/text_messages.hpp"
#include "web/form_body.hpp"

namespace kartei::mailing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

TEST(SmsLength, CountsPartsOfBothAlphabets) {
    const auto parts = [](const string& text) { return sms_length(text).parts; };
    EXPECT_EQ(parts(""), 0);
    EXPECT_EQ(parts(string(160, 'a')), 1);
    EXPECT_EQ(parts(string(161, 'a')), 2);
    EXPECT_EQ(parts(string(306, 'a')), 2);
    EXPECT_EQ(parts(string(307, 'a')), 3);
    EXPECT_EQ(sms_length("Grüße für 5 €").units, 14) << "the euro takes two";
    EXPECT_FALSE(sms_length("Grüße für 5 €").is_unicode);
    EXPECT_TRUE(sms_length("naïf").is_unicode);
    string seventy;
    for (int i = 0; i < 70; ++i) seventy += "ï";
    EXPECT_EQ(parts(seventy), 1);
    EXPECT_EQ(parts(seventy + "ï"), 2);
    EXPECT_EQ(sms_length("😀").units, 2);
    EXPECT_EQ(sms_length("😀").left, 68);
    // A character of two units is not cut: 152 + € begins the second part.
    EXPECT_EQ(parts(string(152, 'a') + "€" + string(152, 'a')), 3);
}

TEST(SmsGateway, WritesEachValueAsItsPlaceWantsIt) {
    const TextMessage message{"+491711234567", "Grüße \"an\" alle & {secret}", "abc", "https://kartei.example/x"};
    SmsGateway form{"https://gateway.example/send?to={number}", "POST", "X-Key: {secret}|Accept: */*",
                    "text={text}&ref={reference}"};
    const auto written = sms_request(form, message, "geheim\r\nX-More: 1");
    EXPECT_EQ(written.url, "https://gateway.example/send?to=%2B491711234567");
    EXPECT_EQ(written.body, "text=Gr%C3%BC%C3%9Fe%20%22an%22%20alle%20%26%20%7Bsecret%7D&ref=abc");
    EXPECT_THAT(written.headers, ElementsAre("X-Key: geheimX-More: 1", "Accept: */*"));
    form.body = R"({"to": "{number}", "text": "{text}", "report": "{status_address}"})";
    const auto body = json::parse(sms_request(form, message, "geheim").body);
    EXPECT_EQ(body.at("text"), message.text);
    EXPECT_EQ(body.at("report"), message.status_address);
}

TEST(SmsGateway, UnderstandsWhatGatewaysSay) {
    EXPECT_EQ(delivery_said("DELIVRD"), "delivered");
    EXPECT_EQ(delivery_said("undelivered"), "undelivered");
    EXPECT_EQ(delivery_said("buffered"), "");
}

/// A gateway that keeps what it gets and answers as the test says.
class GatewaySink {
public:
    using Decide = std::function<int(const json& asked)>;
    explicit GatewaySink(Decide decide = {}) : decide_(std::move(decide)) {
        web::Endpoint take{.method = web::Method::post, .path = "/sms", .name = "take", .permission = "", .summary = "x"};
        take.body_schema = web::with_form({{"type", "object"}, {"additionalProperties", true}});
        take.answers = {{200, "x", web::schema::anything()}};
        take.handle = [this](web::Request& request) -> Result<web::Answer> {
            const std::lock_guard lock(mutex_);
            const int status = decide_ ? decide_(request.body) : 200;
            if (status == 200) got_.push_back(request.body);
            auto answer = web::Answer::ok({{"id", "1"}});
            answer.status = status;
            return answer;
        };
        server_ = std::make_unique<test::SmallServer>(std::vector<web::EndpointTable>{{take}},
                                                      std::vector<std::vector<web::NamedSchema>>{}, [](Actor&) {});
    }
    string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()) + "/api/v1/sms"; }
    std::vector<json> got() const {
        const std::lock_guard lock(mutex_);
        return got_;
    }

private:
    Decide decide_;
    mutable std::mutex mutex_;
    std::vector<json> got_;
    std::unique_ptr<test::SmallServer> server_;
};

class TextMessages : public WithSendings {
protected:
    void SetUp() override {
        WithSendings::SetUp();
        if (!IsSkipped()) set_parameter("module_sms", true);
    }
    void TearDown() override {
        sms_gateway() = {};
        WithSendings::TearDown();
        sink_.reset();
    }
    void serve(GatewaySink::Decide decide = {}) {
        sink_ = std::make_unique<GatewaySink>(std::move(decide));
        sms_gateway() = {.url = sink_->url(), .headers = "Content-Type: application/json|Origin: " + sink_->url().substr(0, sink_->url().find("/api")),
                         .body = R"({"to": "{number}", "text": "{text}", "reference": "{reference}", "report": "{status_address}"})",
                         .per_minute = 60000, .retry_seconds = 0};
        mail_server().public_address = "https://kartei.example";
    }
    /// On the list, with a mobile number.
    void listed(const string& name, const string& number) {
        reachable(name, {{"sms_list", true}, {"phone_mobile", number}});
    }
    static json texting(const json& more = json::object()) {
        auto asked = advertising({{"output", "sms"}, {"text", "Guten Tag {name}"}});
        asked.update(more);
        return asked;
    }
    std::unique_ptr<GatewaySink> sink_;
};
ON_BOTH_ENGINES(TextMessages);

// J-199: only who is on the list, has a mobile number and permitted it
TEST_P(TextMessages, GoToThoseOfTheListWhoPermittedThem) {
    serve();
    listed("Anna", "0171 1234567"), listed("Bert", "0171 1234568"), reachable("Cora", {{"phone_mobile", string("0171 1234569")}});
    declare("Anna", "given"), declare("Cora", "given");
    const auto told = chief().post("/sendings/preview", texting()).json;
    EXPECT_EQ(told.at("going"), 1) << told.dump();
    const auto id = sent(texting());
    ASSERT_THAT(sink_->got(), SizeIs(1));
    EXPECT_EQ(sink_->got()[0].at("to"), "+491711234567");
    EXPECT_EQ(sink_->got()[0].at("text"), "Guten Tag Anna");
    EXPECT_THAT(sink_->got()[0].at("report").get<string>(), HasSubstr("https://kartei.example/api/v1/sms/status/"));
    EXPECT_EQ(sending(id).at("counts").at("sent"), 1);
    EXPECT_THAT(history("Anna"), ElementsAre(HasSubstr("sent: Text message")));
    set_parameter("module_sms", false);
    EXPECT_EQ(chief().post("/sendings", texting()).status, 422) << "the module is off";
}

TEST_P(TextMessages, WhatTheGatewayAnswersDecides) {
    serve([](const json& asked) {
        const auto to = asked.at("to").get<string>();
        return to.ends_with("2") ? 500 : to.ends_with("3") ? 400 : 200;
    });
    listed("Anna", "0171 1234561"), listed("Bert", "0171 1234562"), listed("Cora", "0171 1234563");
    for (const auto* name : {"Anna", "Bert", "Cora"}) declare(name, "given");
    const auto counts = sending(sent(texting())).at("counts");
    EXPECT_EQ(counts.at("sent"), 1);
    EXPECT_EQ(counts.at("in_doubt"), 1) << "behind a failure nobody knows";
    EXPECT_EQ(counts.at("failed"), 1);
}

TEST_P(TextMessages, KilledOneIsInDoubtAndNoneGoesTwice) {
    serve();
    for (int i = 0; i < 4; ++i) {
        const auto name = "Kunde" + std::to_string(i);
        listed(name, "0171 123456" + std::to_string(i)), declare(name, "given");
    }
    const auto begun = db().write([&](Transaction& transaction) {
        return begin_sending(house(), transaction, *engine_, Actor::system(), texting());
    });
    ASSERT_TRUE(begun);
    db().write([&](Transaction& transaction) {
        auto all = recipients_of(transaction, begun->id, "", 0, 10);
        all[0].state = "sent", all[1].state = "in_flight";
        update_recipient(transaction, all[0]), update_recipient(transaction, all[1]);
        transaction.execute("UPDATE sending SET seen_at = '2020-01-01T00:00:00Z'");
    });
    recover_sendings(house());
    EXPECT_EQ(sending(begun->id).at("state"), "paused");
    const auto going = chief().post("/sendings/" + std::to_string(begun->id) + "/continuation", json::object());
    ASSERT_EQ(going.status, 202) << going.text;
    finished(going.json.at("job"));
    EXPECT_THAT(sink_->got(), SizeIs(2));
    EXPECT_EQ(sending(begun->id).at("counts").at("in_doubt"), 1);
}

TEST_P(TextMessages, TheGatewayReportsByTheSecretOfTheMessage) {
    serve();
    listed("Anna", "0171 1234567"), declare("Anna", "given");
    const auto id = sent(texting());
    const auto address = sink_->got()[0].at("report").get<string>();
    const auto path = address.substr(address.find("/sms/"));
    auto& nobody = server_->as("");
    EXPECT_EQ(nobody.post("/sms/status/aaaaaaaaaaaaaaaaaaaaaaaa", {{"status", "delivered"}}).status, 404);
    EXPECT_EQ(nobody.post(path, {{"status", "buffered"}}).status, 204);
    EXPECT_TRUE(recipients(id).at(0).at("delivery").is_null());
    EXPECT_EQ(nobody.post(path, {{"status", "DELIVRD"}}).status, 204);
    EXPECT_EQ(nobody.post(path, {{"status", "failed"}}).status, 204) << "late: what is delivered stays so";
    EXPECT_EQ(recipients(id).at(0).at("delivery"), "delivered");
    EXPECT_THAT(history("Anna"), SizeIs(2));
}

TEST_P(TextMessages, OneCustomerIsTextedFromHisProfile) {
    serve();
    listed("Anna", "0171 1234567"), reachable("Bert");
    const auto text = [&](const string& name, const string& words) {
        const auto begun = chief().post("/customers/" + std::to_string(ids_.at(name)) + "/text-message", {{"text", words}});
        if (begun.status == 201) finished(begun.json.at("job"));
        return begun.status;
    };
    EXPECT_EQ(text("Anna", "Ihr Zug geht um 9."), 201);
    EXPECT_EQ(text("Bert", "Ihr Zug geht um 9."), 409);
    EXPECT_EQ(text("Anna", string(1600, 'a')), 422) << "too many parts";
    EXPECT_EQ(text("Anna", ""), 422);
    ASSERT_THAT(sink_->got(), SizeIs(1));
    EXPECT_THAT(history("Anna"), ElementsAre("sent: Text message: Ihr Zug geht um 9."));
    EXPECT_EQ(clerk().post("/customers/" + std::to_string(ids_.at("Anna")) + "/text-message", {{"text", "x"}}).status, 403);
    sms_gateway() = {};
    EXPECT_EQ(text("Anna", "x"), 503);
}

}  // namespace
}  // namespace kartei::mailing
