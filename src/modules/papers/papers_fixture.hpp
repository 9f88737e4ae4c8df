// A house with the endpoints of bookings, their papers and the settlement of agencies; papers are read as they are printed.
#pragma once

#include <cstdlib>
#include <fstream>

#include "modules/bookings/bookings_fixture.hpp"
#include "modules/bookings/paper_numbers.hpp"
#include "modules/papers/papers_api.hpp"
#include "modules/papers/settlement_api.hpp"

namespace kartei::papers {

using bookings::Json;
using test::ApiAnswer;

class WithPapers : public bookings::WithBookings {
protected:
    web::EndpointTable further_endpoints() override {
        auto all = papers_endpoints(house());
        for (auto& endpoint : settlement_endpoints(house())) all.push_back(std::move(endpoint));
        return all;
    }

    /// Makes a paper of the booking as it is now.
    ApiAnswer make(const Json& booking, const std::string& kind, Json more = Json::object()) {
        more["kind"] = kind;
        const auto now = read(booking, "chief").at("version").get<std::int64_t>();
        return chief().post(booking_path(booking) + "/documents", more, version(now));
    }
    Json made(const Json& booking, const std::string& kind, Json more = Json::object()) {
        const auto answer = make(booking, kind, std::move(more));
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json.value("document", Json::object());
    }
    /// The figures of a paper that is not made yet.
    Json preview(const Json& booking, const std::string& kind) {
        const auto answer = chief().post(booking_path(booking) + "/paper", {{"kind", kind}});
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    std::string pdf(const Json& booking, const Json& document) {
        const auto answer = chief().get(booking_path(booking) + "/documents/" +
                                        std::to_string(document.at("position").get<std::int64_t>()) + "/pdf");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.text;
    }
    std::string printed(const Json& booking, const Json& document) { return words_of(pdf(booking, document)); }
    std::string previewed(const Json& booking, const std::string& kind) {
        return words_of(chief().get(booking_path(booking) + "/paper.pdf?kind=" + kind).text);
    }
    /// What is read on a PDF (pdftotext of poppler-utils).
    static std::string words_of(const std::string& pdf) {
        const auto from = test::temporary_path(".pdf"), to = test::temporary_path(".txt");
        std::ofstream(from, std::ios::binary) << pdf;
        const auto line = "pdftotext -layout '" + from.string() + "' '" + to.string() + "'";
        EXPECT_EQ(std::system(line.c_str()), 0);
        std::ifstream words(to, std::ios::binary);
        return {std::istreambuf_iterator<char>(words), {}};
    }
    std::int64_t version_of(const Json& booking) { return read(booking, "chief").at("version"); }
    static std::string key_of(const ApiAnswer& answer) {
        const auto issues = answer.json.value("issues", Json::array());
        return issues.empty() ? "" : issues[0].at("key").get<std::string>();
    }
    void expect_no_gap() {
        db().read([](sql::Transaction& transaction) { EXPECT_EQ(bookings::check_paper_numbers(transaction), 0); });
    }
};

}  // namespace kartei::papers
