// Ctrl+C in a process beside a running server ends the command that the server runs for it. On both engines.
#include "modules/payments/with_payments_test.hpp"
#include "program/beside_server.hpp"

namespace kartei::program {
namespace {

using testing::HasSubstr;
using test::Json;

class StoppedBesideAServer : public payments::WithPayments {
protected:
    /// What the command says, and its exit code as the last line; `gone`: whoever typed it has gone.
    std::string typed(const std::vector<std::string>& words, bool gone, bool server_ends = false) {
        const settings::Settings settings;
        const auto stopping = std::make_shared<std::atomic<bool>>(server_ends);
        const auto folder = test::temporary_path("");
        std::filesystem::create_directories(folder);
        web::Request request;
        request.from_local_socket = true;
        request.cancelled = std::make_shared<std::atomic<bool>>(gone);
        request.body = {{"arguments", words}, {"folder", folder.string()}, {"language", "en"}};
        auto answer = local_commands_endpoints(settings, house(), stopping).front().handle(request);
        EXPECT_TRUE(answer);
        std::string said;
        answer->stream([&](std::string_view piece) { return said += piece, true; });
        return said;
    }
    std::size_t runs() { return chief().get("/dunning-runs").json["rows"].size(); }
};
ON_BOTH_ENGINES(StoppedBesideAServer);

TEST_P(StoppedBesideAServer, TheCommandEnds) {
    booked(draft(customer({{"name", "Eriksson"}, {"street", "Allee"}, {"house_number", "1"}, {"postcode", "10115"},
                           {"town", "Berlin"}, {"country", "DE"}})));
    const std::vector<std::string> words{"dun", "--on", "2026-03-20", "--out", "letters.pdf"};
    const auto stopped = typed(words, true);
    EXPECT_THAT(stopped, HasSubstr("nobody was reminded"));
    EXPECT_THAT(stopped, HasSubstr("{\"exit\":1}"));
    EXPECT_THAT(typed(words, false, true), HasSubstr("{\"exit\":1}")) << "the server's end too";
    EXPECT_EQ(runs(), 0U);
    EXPECT_THAT(typed(words, false), HasSubstr("{\"exit\":0}"));
    EXPECT_EQ(runs(), 1U);
}

}  // namespace
}  // namespace kartei::program
