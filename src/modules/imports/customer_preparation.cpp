// New customers are made ready to be written, on two threads; see customer_importer.hpp for the sweeps.
#include <algorithm>
#include <future>
#include <mutex>

#include "modules/customers/customer_attributes.hpp"
#include "modules/customers/customer_restrictions.hpp"
#include "modules/imports/customer_importer.hpp"

namespace kartei::imports {
namespace {

using customers::Customer;
using customers::customer_fields;

/// Rows that a thread takes at a time: a customer is some kilobytes in memory.
constexpr std::size_t taken_at_once = 32;

std::size_t place_of_creation() {
    static const auto place = [] {
        const auto& columns = customers::row_columns();
        return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), "created_at") - columns.begin());
    }();
    return place;
}

}  // namespace

/// A chunk while two threads make its rows ready: each takes some, with their ids and numbers, in the order of the
/// file, and does the rest while the other one takes.
struct CustomerImporter::Taking {
    RecordReader& reader;
    std::int64_t event;
    std::vector<Ready> rows;  ///< as many as are wanted
    std::size_t taken = 0;
    std::mutex mutex = {};
};

/// Records of lines and terms, until they are put aside to be written in their own order.
class CustomerImporter::Derived {
public:
    /// What is packed here until the next end_…() is one record.
    std::string& bytes() { return bytes_; }
    void end_line() { ends_.push_back({bytes_.size(), true}); }
    void end_term() { ends_.push_back({bytes_.size(), false}); }
    void put_aside(SortedRecords& lines, SortedRecords& terms) const {
        std::size_t begin = 0;
        for (const auto& [end, is_line] : ends_) {
            (is_line ? lines : terms).add(std::string_view(bytes_).substr(begin, end - begin));
            begin = end;
        }
    }

private:
    struct End {
        std::size_t place;
        bool is_line;
    };
    std::string bytes_;
    std::vector<End> ends_;
};

CustomerImporter::Stored CustomerImporter::unpack(std::string_view record) const {
    Unpacker unpacker(record);
    Stored stored;
    stored.line = unpacker.number();
    stored.id = unpacker.number();
    stored.number = unpacker.number();
    stored.source = unpacker.text();
    stored.key = unpacker.text();
    stored.labels.resize(static_cast<std::size_t>(unpacker.number()));
    for (auto& label : stored.labels) label = label_names_.id_at(unpacker.number());
    while (!unpacker.at_end()) {
        const auto target = static_cast<int>(unpacker.number());
        stored.values.emplace_back(target, unpacker.value());
    }
    return stored;
}

CustomerImporter::Chunk CustomerImporter::next_chunk(RecordReader& reader, std::size_t rows, std::int64_t event) {
    Taking taking{reader, event, std::vector<Ready>(rows)};
    auto other = std::async(std::launch::async, [&] { prepare_some(taking); });
    prepare_some(taking);
    other.get();
    Chunk chunk{std::move(taking.rows), {}, {}};
    chunk.rows.erase(chunk.rows.begin() + static_cast<std::ptrdiff_t>(taking.taken), chunk.rows.end());
    RowDigest digest;
    for (const auto& ready : chunk.rows) {
        digest.add(ready.row);
        written_columns_.note(ready.row);
    }
    chunk.digest = digest.hex();
    for (auto& ready : chunk.rows) written_columns_.shorten(ready.row);
    chunk.columns = written_columns_.names();
    return chunk;
}

void CustomerImporter::prepare_some(Taking& taking) {
    for (;;) {
        std::vector<Customer> customers;
        std::vector<Stored> rows;
        std::size_t place = 0;
        {
            const std::lock_guard mine(taking.mutex);
            place = taking.taken;
            const auto most = std::min(taken_at_once, taking.rows.size() - taking.taken);
            for (std::string_view record; rows.size() < most && taking.reader.next(record);) {
                auto stored = unpack(record);
                if (!is_written(stored.line)) continue;
                customers.push_back(begun(stored, taking.event));
                rows.push_back(std::move(stored));
            }
            taking.taken += rows.size();
        }
        if (rows.empty()) return;
        Derived derived;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            taking.rows[place + i] = prepare(customers[i], rows[i]);
            derive(customers[i], rows[i].labels, derived);
        }
        const std::lock_guard mine(taking.mutex);
        derived.put_aside(lines_, terms_);
    }
}

/// What hangs on the order of the rows: id and numbers.
Customer CustomerImporter::begun(const Stored& stored, std::int64_t event) {
    Customer customer;
    customer.id = next_id_++;
    customer.version = 1;
    customer.created_event = event;
    customer.created_at = written_at_;
    customer.kind = "private";
    for (const auto& [target, value] : stored.values)
        customer_fields()[static_cast<std::size_t>(target)].set(customer, value);
    if (stored.number != 0) customer.number = stored.number;
    supply_.give(customer);
    return customer;
}

CustomerImporter::Ready CustomerImporter::prepare(Customer& customer, const Stored& stored) const {
    customers::fill_from_parameters(customer, *parameters_);
    customers::fill_proposals(customer, today_, context_.house.country);
    customers::note_phones(customer, nullptr, context_.house.country);
    for (const auto& [flag, reason, since] : customers::blocks)
        if (customer.*flag && (customer.*since).empty()) customer.*since = today_;
    Ready ready{customer.id, {}, {}, stored.source, stored.key, stored.labels};
    ready.row = customers::row_parameters(customer, ready.kept);
    ready.row[place_of_creation()] = written_at_;  // outlives the customer, as the texts kept do
    return ready;
}

/// Of those that a new customer gets. None when midnight came between, and it is over now.
std::optional<consents::CustomerLabel> CustomerImporter::label_of_new(std::int64_t customer, std::int64_t label) const {
    const auto terms = label_terms_.find(label);
    const auto given = consents::label_to_give(
        context_.house.rules, terms == label_terms_.end() ? consents::LabelTerms() : terms->second,
        {customer, label, written_at_, context_.actor.name, ""});
    return given ? std::optional(*given) : std::nullopt;
}

void CustomerImporter::derive(const Customer& customer, std::vector<std::int64_t> labels, Derived& derived) const {
    Packer packer(derived.bytes());
    packer.ordered_text(customers::name_key(customer.name, customer.first_name));
    packer.ordered(static_cast<std::uint64_t>(customer.id));
    packer.number(customer.hidden_in_search);
    packer.text(customers::line_columns(customer));
    std::sort(labels.begin(), labels.end());
    consents::Consents carried;
    for (const auto label : labels)
        if (const auto given = label_of_new(customer.id, label))
            carried.labels.push_back({label, customer.created_at, given->expires_at});
    packer.text(consents::pack(carried));
    derived.end_line();
    for (const auto& term : customers::terms_of(customer)) {
        const auto kind = static_cast<char>(term.kind);
        packer.bytes({&kind, 1});
        packer.ordered_text(term.term);
        packer.ordered(static_cast<std::uint64_t>(customer.id));
        derived.end_term();
    }
}

}  // namespace kartei::imports
