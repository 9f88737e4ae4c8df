#include "modules/accounts/idempotent.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/founded_house.hpp"

namespace kartei::accounts {
namespace {

using web::Answer;
using web::Json;

class SameRequestTwice : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (!IsSkipped())
            db().write([](sql::Transaction& transaction) { transaction.execute("CREATE TABLE made (id bigint)"); });
    }

    static web::Request request(const std::string& key, const std::string& body = "a", std::int64_t user = 1) {
        web::Request request;
        request.actor.user_id = user;
        request.idempotency_key = key;
        request.body_hash = body;
        return request;
    }

    /// Makes a thing, unless the request was there already.
    Result<Answer> make(const web::Request& request, bool refused = false) {
        return db().write([&](sql::Transaction& transaction) {
            return once(house(), transaction, request, [&]() -> Result<Answer> {
                transaction.execute("INSERT INTO made (id) VALUES (:id)", ++number_);
                if (refused) return refuse(RefusalKind::conflict, "error.number_taken");
                auto answer = Answer::created({{"id", number_.load()}, {"name", "Müller \"&\" Söhne"}},
                                              "/api/v1/things/" + std::to_string(number_));
                answer.version = 7;
                return answer;
            });
        });
    }

    std::int64_t made() {
        return db().read([](sql::Transaction& transaction) {
            auto rows = transaction.query("SELECT count(*) FROM made");
            rows.next();
            return rows.integer(0);
        });
    }

    std::atomic<int> number_ = 0;
};
ON_BOTH_ENGINES(SameRequestTwice);

TEST_P(SameRequestTwice, HasOneEffectAndTheSameAnswerByteForByte) {
    const auto first = make(request("key-0001")), second = make(request("key-0001"));
    ASSERT_TRUE(first && second);
    EXPECT_EQ(made(), 1);
    ASSERT_TRUE(first.value().text && second.value().text);
    EXPECT_EQ(*first.value().text, *second.value().text);
    EXPECT_EQ(Json::parse(*second.value().text)["name"], "Müller \"&\" Söhne");
    EXPECT_EQ(second.value().status, 201);
    EXPECT_EQ(second.value().version, 7);
    EXPECT_EQ(second.value().location, "/api/v1/things/1");
}

TEST_P(SameRequestTwice, IsAnotherRequestWhenTheBodyDiffers) {
    ASSERT_TRUE(make(request("key-0001", "a")));
    const auto other = make(request("key-0001", "b"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.refusal().kind, RefusalKind::invalid);
    EXPECT_EQ(other.refusal().issues[0].key, "error.idempotency_key_reused");
    EXPECT_EQ(made(), 1);
}

TEST_P(SameRequestTwice, OfTwoUsersAreTwoRequests) {
    ASSERT_TRUE(make(request("key-0001", "a", 1)));
    ASSERT_TRUE(make(request("key-0001", "a", 2)));
    EXPECT_EQ(made(), 2);
}

TEST_P(SameRequestTwice, MayBeTriedAgainAfterARefusal) {
    EXPECT_FALSE(make(request("key-0001"), true));
    EXPECT_EQ(made(), 0) << "a refusal leaves nothing";
    EXPECT_TRUE(make(request("key-0001")));
    EXPECT_EQ(made(), 1);
}

TEST_P(SameRequestTwice, AtTheSameMomentHasOneEffect) {
    std::vector<std::string> answers(8);
    std::vector<std::thread> impatient;
    for (auto& answer : answers)
        impatient.emplace_back([&] {
            auto got = make(request("key-0001"));
            answer = got ? *got.value().text : "refused";
        });
    for (auto& one : impatient) one.join();
    EXPECT_EQ(made(), 1);
    for (const auto& answer : answers) EXPECT_EQ(answer, answers[0]);
}

TEST_P(SameRequestTwice, IsRememberedForThirtyDays) {
    ASSERT_TRUE(make(request("key-0001")));
    clock().advance(answers_kept);
    forget_old_answers(house());
    ASSERT_TRUE(make(request("key-0001")));
    EXPECT_EQ(made(), 1);
    clock().advance(std::chrono::seconds(1));
    forget_old_answers(house());
    ASSERT_TRUE(make(request("key-0001")));
    EXPECT_EQ(made(), 2);
}

TEST_P(SameRequestTwice, WithoutAKeyAreTwoRequests) {
    ASSERT_TRUE(make(request("")));
    ASSERT_TRUE(make(request("")));
    EXPECT_EQ(made(), 2);
}

}  // namespace
}  // namespace kartei::accounts
