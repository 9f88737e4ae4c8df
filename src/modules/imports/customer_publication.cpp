// The publication of customers; see customer_importer.hpp for the sweeps.
#include <algorithm>

#include "modules/customers/customer_attributes.hpp"
#include "modules/customers/customer_restrictions.hpp"
#include "modules/customers/line_counting.hpp"
#include "modules/customers/name_spelling.hpp"
#include "modules/imports/ahead.hpp"
#include "modules/imports/customer_importer.hpp"
#include "modules/imports/customer_source.hpp"
#include "modules/imports/sweep.hpp"

namespace kartei::imports {
namespace {

using audit::Change;
using customers::Customer;
using customers::customer_fields;
using sql::Transaction;

/// As many terms take as long as one row of the register.
constexpr std::size_t terms_per_row = 8;

}  // namespace

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

void CustomerImporter::open(Transaction& transaction, Change& change) {
    today_ = context_.house.today();
    label_names_.settle([&](const std::string& name, const std::string&) {
        return consents::find_or_create_label(transaction, change, name);
    });
    const auto created = context_.tally.counts().created();
    if (created > 0) next_id_ = take_ids(transaction, "customer", created);
    parameters_ = parameters::parameters_of(transaction);
    if (const auto drawn = supply_.draw(transaction, lacking_, given_numbers_, given_debtors_); !drawn)
        throw Unwritable{drawn.refusal()};
}

void CustomerImporter::publish(Publication& publication) {
    publish_rows(publication);
    publication.progress().begin_phase("imports.phase_lists", lines_.count() + terms_.count());
    publish_lines(publication);
    publish_terms(publication);
    publication.progress().begin_phase("imports.phase_changing", changed_.count());
    publish_changes(publication);
}

std::unique_ptr<CustomerImporter::Ready> CustomerImporter::prepare(const Stored& stored, std::int64_t event,
                                                                   const std::string& at) {
    auto ready = std::make_unique<Ready>();
    auto& customer = ready->customer;
    customer.id = next_id_++;
    customer.version = 1;
    customer.created_event = event;
    customer.created_at = at;
    customer.kind = "private";
    for (const auto& [target, value] : stored.values)
        customer_fields()[static_cast<std::size_t>(target)].set(customer, value);
    if (stored.number != 0) customer.number = stored.number;
    supply_.give(customer);
    customers::fill_from_parameters(customer, *parameters_);
    customers::fill_proposals(customer, today_, context_.house.country, context_.actor.language);
    customers::note_phones(customer, nullptr, context_.house.country);
    for (const auto& [flag, reason, since] : customers::blocks)
        if (customer.*flag && (customer.*since).empty()) customer.*since = today_;
    ready->source = stored.source;
    ready->key = stored.key;
    ready->labels = stored.labels;
    ready->row = customers::row_parameters(customer, ready->kept);
    put_derived(*ready);
    return ready;
}

/// Puts line and terms aside, to be written later in their own order.
void CustomerImporter::put_derived(const Ready& ready) {
    const auto& customer = ready.customer;
    std::string record;
    Packer packer(record);
    packer.ordered_text(customers::name_key(customer.name, customer.first_name));
    packer.ordered(static_cast<std::uint64_t>(customer.id));
    packer.number(customer.hidden_in_search);
    packer.text(customers::line_columns(customer));
    consents::Consents carried;
    for (const auto label : ready.labels) carried.labels.push_back({label, customer.created_at, ""});
    std::sort(carried.labels.begin(), carried.labels.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    packer.text(consents::pack(carried));
    lines_.add(record);
    for (const auto& term : customers::terms_of(customer)) {
        record.assign(1, static_cast<char>(term.kind));
        packer.ordered_text(term.term);
        packer.ordered(static_cast<std::uint64_t>(customer.id));
        terms_.add(record);
    }
}

CustomerImporter::Chunk CustomerImporter::next_chunk(RecordReader& reader, std::size_t rows, std::int64_t event,
                                                     const std::string& at) {
    Chunk chunk;
    std::string_view record;
    while (chunk.size() < rows && reader.next(record)) {
        const auto stored = unpack(record);
        if (is_written(stored.line)) chunk.push_back(prepare(stored, event, at));
    }
    return chunk;
}

void CustomerImporter::publish_rows(Publication& publication) {
    auto reader = added_.read();
    auto pace = publication.new_pace();
    const auto at = context_.house.now();
    Ahead<Chunk> chunks([&] { return next_chunk(reader, pace.rows(), publication.event(), at); });
    for (;;) {
        const auto chunk = chunks.next([](const Chunk& chunk) { return chunk.empty(); });
        if (chunk.empty()) break;
        publication.step([&](Transaction& transaction, Change& change) { write_rows(transaction, change, chunk); },
                         chunk.size(), &pace);
        publication.progress().add(static_cast<std::int64_t>(chunk.size()));
    }
}

void CustomerImporter::write_rows(Transaction& transaction, Change& change, const Chunk& chunk) {
    RowDigest digest;
    auto insert = transaction.bulk_insert("customer", customers::row_columns());
    for (const auto& ready : chunk) {
        insert->add(ready->row);
        digest.add(ready->row);
    }
    insert->finish();
    change.created("customer", chunk.front()->customer.id, chunk.back()->customer.id, digest.hex());
    write_extras(transaction, change, chunk);
}

/// Labels and keys of old systems.
void CustomerImporter::write_extras(Transaction& transaction, Change& change, const Chunk& chunk) {
    std::int64_t labelled = 0, keyed = 0;
    for (const auto& ready : chunk) {
        labelled += static_cast<std::int64_t>(ready->labels.size());
        keyed += !ready->key.empty();
    }
    const auto first = chunk.front()->customer.id, last = chunk.back()->customer.id;
    if (labelled > 0) {
        auto insert = transaction.bulk_insert("customer_label", consents::customer_label_columns());
        for (const auto& ready : chunk)
            for (const auto label : ready->labels) {
                const consents::CustomerLabel row{ready->customer.id, label, ready->customer.created_at,
                                                  context_.actor.name, ""};
                insert->add(consents::customer_label_parameters(row, change.event()));
            }
        insert->finish();
        change.created("customer_label", first, last);
    }
    if (keyed > 0) {
        auto insert = transaction.bulk_insert("customer_source", source_columns());
        for (const auto& ready : chunk)
            if (!ready->key.empty()) insert->add({ready->source, ready->key, ready->customer.id, change.event()});
        insert->finish();
        change.created("customer_source", first, last);
    }
}

void CustomerImporter::publish_lines(Publication& publication) {
    struct Line {
        std::string key, columns, consents;
        std::int64_t customer, hidden;
    };
    auto read = [](std::string_view record) {
        Unpacker unpacker(record);
        Line line;
        line.key = unpacker.ordered_text();
        line.customer = static_cast<std::int64_t>(unpacker.ordered());
        line.hidden = unpacker.number();
        line.columns = unpacker.text();
        line.consents = unpacker.text();
        return line;
    };
    sweep(publication, lines_, read, [&](Transaction& transaction, Change&, const std::vector<Line>& lines) {
        Publication::hold(transaction, hold_customers);
        publication.look_around(transaction);
        auto insert =
            transaction.bulk_insert("customer_line", {"name_key", "customer_id", "hidden", "columns", "consents"});
        std::vector<customers::NewLine> counted;
        for (const auto& line : lines) {
            if (publication.touched("customer", line.customer)) continue;
            insert->add({line.key, line.customer, line.hidden, line.columns, sql::text_or_null(line.consents)});
            counted.push_back({line.key, line.hidden != 0});
        }
        insert->finish();
        customers::count_into_buckets(transaction, counted);
    });
}

void CustomerImporter::publish_terms(Publication& publication) {
    struct Term {
        int kind;
        std::string term;
        std::int64_t customer;
    };
    auto read = [](std::string_view record) {
        Unpacker unpacker(record);
        Term term;
        term.kind = unpacker.bytes(1)[0];
        term.term = unpacker.ordered_text();
        term.customer = static_cast<std::int64_t>(unpacker.ordered());
        return term;
    };
    auto write = [&](Transaction& transaction, Change&, const std::vector<Term>& terms) {
        Publication::hold(transaction, hold_customers);
        publication.look_around(transaction);
        auto insert = transaction.bulk_insert("customer_term", {"kind", "term", "customer_id"});
        std::vector<std::string_view> words;
        for (const auto& term : terms) {
            if (publication.touched("customer", term.customer)) continue;
            insert->add({term.kind, term.term, term.customer});
            if (term.kind != static_cast<int>(customers::TermKind::name)) continue;
            const auto word = customers::word_of_term(term.term);
            if (words.empty() || words.back() != word) words.push_back(word);
        }
        insert->finish();
        for (const auto word : words) customers::remember_word(transaction, word);
    };
    sweep(publication, terms_, read, write, terms_per_row);
}

void CustomerImporter::publish_changes(Publication& publication) {
    auto reader = changed_.read();
    sweep(publication, reader, [this](std::string_view record) { return unpack(record); },
          [&](Transaction& transaction, Change& change, const std::vector<Stored>& rows) {
              for (const auto& stored : rows)
                  if (!refused_lines_.contains(stored.line)) write_change(publication, transaction, change, stored);
          });
}

void CustomerImporter::write_change(Publication& publication, Transaction& transaction, Change& change,
                                    const Stored& stored) {
    const auto before = customers::find_customer(transaction, stored.id);
    if (!before) throw Overtaken{"customer " + std::to_string(stored.id) + " was deleted meanwhile"};
    NewValues values;
    for (const auto& [target, value] : stored.values)
        values.emplace(customer_fields()[static_cast<std::size_t>(target)].field.name, value);
    const auto saved =
        customers::change_customer(publication.house(), transaction, change, publication.actor(), *before, values);
    if (!saved) throw Overtaken{"customer " + std::to_string(stored.id) + ": " + saved.refusal().issues.front().key};
    for (const auto label : stored.labels)
        if (!consents::find_label(transaction, stored.id, label))
            consents::store_label(transaction, change, {stored.id, label, change.at(), publication.actor().name, ""});
    if (!stored.labels.empty()) consents::refresh_consents(transaction, stored.id);
    if (!stored.key.empty()) link_source(transaction, change, stored.source, stored.key, stored.id);
}

}  // namespace kartei::imports
