#include "modules/till/till_report_pdf.hpp"

#include <algorithm>

#include "documents/pdf.hpp"
#include "lists/column.hpp"
#include "lists/local_times.hpp"

namespace kartei::till {
namespace {

using documents::Pdf;
using documents::Type;

constexpr double left = 20, width = 170, bottom = 275, top = 20, gap = 1.2;
constexpr double what_left = left + 34, kind_left = left + 100, in_left = left + 120, out_left = left + 146;

class Report {
public:
    Report(const House& house, std::string name, const WholeTill& whole, Language language)
        : house_(house), name_(std::move(name)), whole_(whole), till_(whole.till), language_(language),
          times_(house.rules.time_zone),
          pdf_(210, 297, word(till_.is_open() ? "title_open" : "title"), language_code(language), house.now()) {}

    std::string made() {
        y_ += pdf_.text(left, y_, width, name_, {10}) + 1;
        y_ += pdf_.text(left, y_, width, word(till_.is_open() ? "title_open" : "title"), {15, true}) + 2;
        head();
        sums();
        if (!till_.is_open()) counting();
        entries();
        if (!till_.is_open()) signature();
        return pdf_.finish();
    }

private:
    std::string word(const std::string& key, const Parameters& parameters = {}) const {
        return text(language_, "till.report." + key, parameters);
    }
    std::string money(std::int64_t amount) const {
        return lists::shown_money(amount, house_.rules.currency_digits, language_);
    }
    std::string time(const std::string& instant) { return lists::shown_time(times_.local(instant), language_); }

    void keep(double height) {
        if (y_ + height <= bottom) return;
        pdf_.new_page();
        y_ = top;
    }
    void pair(const std::string& words, const std::string& value, bool bold = false) {
        const Type type{10, bold}, right{10, bold, false, true};
        const auto height = std::max(pdf_.measured(110, words, type).height, pdf_.measured(58, value, type).height);
        keep(height);
        pdf_.text(left, y_, 110, words, type);
        pdf_.text(left + 112, y_, 58, value, right);
        y_ += height + gap;
    }
    void rule() {
        pdf_.line(left, y_, left + width, y_);
        y_ += gap;
    }
    void head() {
        pair(word("number"), std::to_string(till_.id));
        pair(word("user"), till_.user_name);
        pair(word("day"), lists::shown_time(till_.day, language_));
        pair(word("opened_at"), time(till_.opened_at));
        if (!till_.is_open()) pair(word("closed_at"), time(till_.closed_at) + ", " + till_.closed_by);
        rule();
    }
    void sums() {
        pair(word("opening"), money(till_.opening));
        for (const auto& sum : whole_.sums()) {
            const auto kind = text(language_, "till_entry.kind." + sum.kind);
            pair(word("in", {{"kind", kind}}), money(sum.in));
            if (sum.out != 0) pair(word("out", {{"kind", kind}}), money(sum.out));
        }
        pair(word("cash", {{"currency", house_.currency}}), money(whole_.cash()), true);
        rule();
    }
    void counting() {
        if (!till_.coins.empty()) pair(word("coins"), till_.coins);
        pair(word("counted", {{"currency", house_.currency}}), money(till_.counted), true);
        pair(word("difference", {{"currency", house_.currency}}), money(till_.difference()), true);
        if (!till_.remark.empty()) pair(word("remark"), till_.remark);
        rule();
    }
    void row(const std::string& when, const std::string& what, const std::string& kind, const std::string& in,
             const std::string& out, bool bold = false) {
        const Type type{8.5, bold}, right{8.5, bold, false, true};
        const auto height = std::max(pdf_.measured(64, what, type).height, pdf_.measured(32, when, type).height);
        keep(height);
        pdf_.text(left, y_, 32, when, type);
        pdf_.text(what_left, y_, 64, what, type);
        pdf_.text(kind_left, y_, 20, kind, type);
        pdf_.text(in_left, y_, 24, in, right);
        pdf_.text(out_left, y_, 24, out, right);
        y_ += height + gap;
    }
    void entries() {
        row(word("when"), word("what"), word("kind"), word("paid_in"), word("paid_out"), true);
        rule();
        for (const auto& entry : whole_.entries) {
            auto what = text(language_, "till_entry.source." + entry.source);
            for (const auto& more : {entry.reference, entry.corrects == 0 ? "" : std::to_string(entry.corrects)})
                if (!more.empty()) what += " " + more;
            if (!entry.text.empty()) what += ": " + entry.text;
            row(time(entry.entered_at), what, text(language_, "till_entry.kind." + entry.kind),
                entry.amount > 0 ? money(entry.amount) : "", entry.amount < 0 ? money(-entry.amount) : "");
        }
    }
    void signature() {
        keep(24);
        y_ += 16;
        pdf_.line(left, y_, left + 75, y_);
        pdf_.text(left, y_ + 1, 75, word("signature"), {8.5});
    }

    const House& house_;
    std::string name_;
    const WholeTill& whole_;
    const Till& till_;
    Language language_;
    lists::LocalTimes times_;
    Pdf pdf_;
    double y_ = top;
};

}  // namespace

std::string till_report_pdf(const House& house, sql::Transaction& transaction, const WholeTill& whole,
                            Language language) {
    std::string name;
    if (auto rows = transaction.query("SELECT name FROM house"); rows.next()) name = rows.string(0);
    return Report(house, std::move(name), whole, language).made();
}

}  // namespace kartei::till
