// Reports of mail servers as rows, for the imports.
#include <array>

#include "documents/byte_source.hpp"
#include "documents/refused_text.hpp"
#include "documents/table_form.hpp"
#include "modules/mailing/bounce_reports.hpp"

namespace kartei::mailing {
namespace {

using documents::TableReader;

constexpr std::size_t largest_mailbox = 64 << 20;

class BounceRows final : public TableReader {
public:
    explicit BounceRows(std::vector<BounceReport> reports) : reports_(std::move(reports)) {
        header_ = {"address", "status", "reported_at", "message_id"};
    }
    Result<bool> next() override {
        if (place_ == reports_.size()) return false;
        const auto& one = reports_[place_++];
        cells_ = {documents::readable_text(one.address), one.status, one.at, documents::readable_text(one.message_id)};
        std::copy(cells_.begin(), cells_.end(), views_.begin());
        row_ = views_;
        line_ = static_cast<std::int64_t>(place_);
        return true;
    }
    bool may_continue() const override { return false; }
    std::uint64_t bytes_read() const override { return place_; }
    std::uint64_t bytes_total() const override { return reports_.size(); }

private:
    std::vector<BounceReport> reports_;
    std::size_t place_ = 0;
    std::array<std::string, 4> cells_;
    std::array<std::string_view, 4> views_;
};

Result<std::unique_ptr<TableReader>> open_mailbox(documents::Descriptor file, const documents::FormWanted&) {
    const auto source = documents::descriptor_source(std::move(file));
    std::string bytes;
    std::array<char, 64 << 10> some;
    while (const auto got = source->read(some.data(), some.size())) {
        if (bytes.size() + got > largest_mailbox)
            return refuse(RefusalKind::too_large, "error.mailbox_too_large",
                          {{"max", std::to_string(largest_mailbox >> 20)}});
        bytes.append(some.data(), got);
    }
    auto reports = bounces_in(bytes);
    if (reports.empty()) return refuse(RefusalKind::invalid, "error.no_delivery_reports");
    return std::unique_ptr<TableReader>(std::make_unique<BounceRows>(std::move(reports)));
}

}  // namespace

documents::NamedForm mailbox_form() { return {std::string(bounces_form), open_mailbox}; }

}  // namespace kartei::mailing
