// How tickets are taken over. Private to ticket_check.cpp, ticket_groups.cpp and ticket_publication.cpp.
// The rows are sorted by order, because the rows of one order may stand anywhere in the file. New orders go in four
// sweeps, each in the order of what it fills: orders with their tickets and sales by order number, then whose they are
// by customer, then the lines of the lists by name, then those by event and name. Orders that stand already are changed
// one by one. What others save in between is theirs (Publication::touched).
#pragma once

#include <map>
#include <set>
#include <unordered_map>

#include "modules/imports/import_check.hpp"
#include "modules/imports/known_customers.hpp"
#include "modules/imports/publication.hpp"
#include "modules/imports/ticket_plan.hpp"
#include "modules/orders/sales_ledger.hpp"

namespace kartei::imports {

/// Rows of one order, in the order of the file.
struct TicketGroup {
    std::string order;
    std::vector<std::string> records;
    std::vector<TicketRow> rows;  ///< views into records
    std::size_t too_many = 0;     ///< rows that were left out because the order has too many
};

class TicketImporter final : public Importer {
public:
    explicit TicketImporter(const ImportContext& context);

    Result<Done> begin(sql::Transaction& reading) override;
    void check(sql::Transaction& reading, std::vector<Row>& rows) override;
    void finish(sql::Transaction& reading) override;
    void open(sql::Transaction& transaction, audit::Change& change) override;
    void publish(Publication& publication) override;

private:
    // --- check (ticket_check.cpp)
    TicketRow read_row(sql::Transaction& reading, Row& row);
    void read_order(sql::Transaction& reading, Row& row, TicketRow& read);
    void read_customer(Row& row, TicketRow& read);
    void read_event(Row& row, TicketRow& read);
    void read_names(Row& row, TicketRow& read);
    void read_rest(Row& row, TicketRow& read);
    void check_currency(Row& row);
    static void check_receipt(Row& row);
    std::int64_t book(NameBook& book, const std::string& shelf, std::string_view name, std::string_view detail);
    void put_aside(const TicketRow& read);

    // --- orders (ticket_groups.cpp)
    void find_double_tickets();
    void find_standing_tickets(sql::Transaction& reading);
    void sort_standing_orders(sql::Transaction& reading);
    bool next_group(TicketGroup& group);
    std::int64_t standing_order(std::string_view order_key);
    void check_group(sql::Transaction& reading, TicketGroup& group);
    void refuse_group(sql::Transaction& reading, const TicketGroup& group, const OrderPlan& plan);
    void put_group(RecordFile& file, const TicketGroup& group, std::int64_t order_id);
    void count_group(sql::Transaction& reading, const TicketGroup& group, const OrderPlan& plan,
                     const orders::Order& before, const std::vector<orders::Ticket>& tickets);
    nlohmann::json shown(sql::Transaction& reading, const TicketRow& row) const;
    std::string shown_text(sql::Transaction& reading, const TicketRow& row, int target) const;
    bool is_elsewhere(const TicketRow& row) const;

    // --- publication (ticket_publication.cpp)
    struct NewOrder {
        orders::Order order;
        std::vector<orders::Ticket> tickets;
        std::vector<orders::LedgerLine> sales;
    };
    struct StandingOrder {
        std::int64_t id = 0;
        TicketGroup group;
    };
    /// What one step writes, made ready on another thread. The rows are views into the orders.
    struct Chunk {
        std::vector<NewOrder> orders;
        std::vector<std::vector<sql::Parameter>> order_rows, ticket_rows, sale_rows;
        std::string order_digest, ticket_digest;
    };
    TicketGroup unpack_group(std::string_view record, std::int64_t& order_id) const;
    NewOrder prepare(std::string_view record, std::int64_t event);
    void put_lines(const NewOrder& made);
    static void make_rows(Chunk& chunk);
    static void expect_customer(Publication& publication, sql::Transaction& transaction, std::int64_t customer);
    void publish_orders(Publication& publication);
    void write_orders(Publication& publication, sql::Transaction& transaction, audit::Change& change,
                      const Chunk& chunk);
    void publish_customer_orders(Publication& publication);
    void publish_order_lines(Publication& publication);
    void publish_event_lines(Publication& publication);
    void publish_claims(Publication& publication);
    void publish_changes(Publication& publication);
    void write_change(Publication& publication, sql::Transaction& transaction, audit::Change& change,
                      const StandingOrder& standing);
    void look_around(Publication& publication, sql::Transaction& transaction);

    ImportContext context_;
    std::optional<KnownCustomers> customers_;
    std::unordered_map<std::string, std::int64_t> events_;
    std::unordered_map<std::int64_t, std::string> event_codes_;
    TicketBooks books_;
    std::set<std::string> known_seasons_;
    bool has_orders_ = false, has_tickets_ = false;

    SortedRecords rows_;            ///< all good rows by order and line
    SortedRecords ticket_numbers_;  ///< ticket number and line
    std::set<std::int64_t> doubled_lines_;          ///< rows whose ticket number stood before
    std::vector<std::int64_t> standing_lines_;      ///< rows whose ticket number the house has, ascending
    std::optional<SortedRecords> standing_orders_;  ///< order key and id
    std::string standing_key_;
    std::int64_t standing_id_ = 0;
    std::string waiting_record_;    ///< first row of the next group
    bool has_waiting_ = false;

    RecordFile added_, changed_;    ///< groups
    std::int64_t added_orders_ = 0, added_tickets_ = 0, added_sales_ = 0;
    std::int64_t first_order_ = 0, next_order_ = 0, next_ticket_ = 0, next_sale_ = 0;
    std::string opened_at_;         ///< when what has no date of its own was sold
    std::optional<NameKeys> name_keys_;
    SortedRecords customer_orders_, order_lines_, event_lines_;
    std::set<std::int64_t> touched_orders_, seen_tickets_;
};

}  // namespace kartei::imports
