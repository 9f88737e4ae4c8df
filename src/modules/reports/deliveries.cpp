#include "modules/reports/deliveries.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "audit/hold.hpp"
#include "base/event_access.hpp"
#include "base/random.hpp"
#include "jobs/job_title.hpp"
#include "lists/export_job.hpp"
#include "modules/accounts/account_store.hpp"
#include "modules/accounts/sessions.hpp"
#include "modules/mailing/mail_message.hpp"
#include "modules/mailing/smtp.hpp"
#include "modules/selections/saved_selections.hpp"
#include "sql/writing.hpp"

namespace kartei::reports {

using nlohmann::json;
using parameters::PlainRow;
using sql::Transaction;

/// The file that became of a list.
struct Written {
    std::int64_t rows = 0;
    std::optional<std::int64_t> came, went;
    std::string file_name, hash, title;
    Language language = Language::de;
};

namespace {

constexpr auto look_every = std::chrono::seconds(15);
constexpr auto link_lasts = std::chrono::hours(7 * 24);  // as long as the files of jobs are kept
constexpr std::size_t shortest_token = 32;

std::string day_of(const House& house, Instant instant) {
    return write_date(local_time(instant, house.rules.time_zone).date);
}

/// Whoever made the list, as he is now; nobody when he was closed out.
std::optional<Actor> owner_of(Transaction& transaction, std::int64_t user) {
    const auto found = accounts::find_user(transaction, user);
    if (!found || !found->active) return std::nullopt;
    return accounts::actor_for(transaction, user);
}

Result<Done> check_rights(const Actor& actor, const std::string& rights) {
    std::istringstream names(rights);
    for (std::string right; names >> right;)
        if (!actor.may(right)) return refuse(RefusalKind::forbidden, "error.permission", {{"permission", right}});
    return Done{};
}

std::string_view word_of(mailing::Smtp::Outcome outcome) {
    using Outcome = mailing::Smtp::Outcome;
    switch (outcome) {
        case Outcome::sent: return "sent";
        case Outcome::later: return "later";
        case Outcome::refused: return "refused";
        case Outcome::in_doubt: return "in_doubt";
        case Outcome::unreachable: return "unreachable";
    }
    return "";
}

std::string hash_of(const std::string& token) { return audit::sha256(token); }

/// How many came and went, where the list was compared.
void count_changes(const lists::List& list, Written& written) {
    for (const auto& [name, number] : list.extent()) {
        if (name == "came") written.came = number;
        if (name == "went") written.went = number;
    }
}

}  // namespace

Deliveries::Deliveries(House& house, std::shared_ptr<lists::Runs> runs, jobs::Jobs& jobs,
                       std::shared_ptr<selections::Engine> selecting)
    : house_(house), runs_(std::move(runs)), jobs_(jobs), selecting_(std::move(selecting)) {}

Deliveries::~Deliveries() { stop(); }

void Deliveries::begin() {
    thread_ = std::thread([this] { run(); });
}

void Deliveries::stop() {
    {
        std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Deliveries::run() {
    std::unique_lock guard(mutex_);
    while (!changed_.wait_for(guard, look_every, [this] { return stopping_; })) {
        guard.unlock();
        try {
            look();
        } catch (const std::exception& error) {
            spdlog::warn("lists that are due could not be looked for; trying again: type={} {}", typeid(error).name(),
                         error.what());
        }
        guard.lock();
    }
}

int Deliveries::look() {
    settle_cut_off();
    const auto now = house_.clock->now();
    std::vector<std::int64_t> due;
    house_.database.read([&](Transaction& transaction) {
        auto rows = transaction.query(
            "SELECT id FROM saved_list WHERE repeats IS NOT NULL AND (next_at IS NULL OR next_at <= :now) ORDER BY id",
            write_instant(now));
        while (rows.next()) due.push_back(rows.integer(0));
    });
    int started = 0;
    for (const auto id : due) {
        auto taken = house_.database.write([&](Transaction& transaction) {
            hold_part(transaction);
            return take(transaction, id, now);
        });
        if (!taken) continue;
        launch(std::move(*taken));
        ++started;
    }
    return started;
}

/// This time of the list, if it is due and nobody else has taken it; a list that has no next time gets one.
std::optional<Deliveries::Started> Deliveries::take(Transaction& transaction, std::int64_t list_id, Instant now) {
    const auto list = find_row(transaction, saved_list_record(), list_id);
    if (!list) return std::nullopt;
    const auto next = next_delivery(delivery_times(*list), now, house_.rules.time_zone);
    const auto next_text = next ? write_instant(*next) : "";
    auto rows = transaction.query("SELECT next_at FROM saved_list WHERE id = :id", list_id);
    const auto planned = rows.next() ? rows.string(0) : "";
    if (planned.empty()) {
        transaction.execute("UPDATE saved_list SET next_at = :next WHERE id = :id AND next_at IS NULL",
                            sql::text_or_null(next_text), list_id);
        return std::nullopt;
    }
    if (planned > write_instant(now)) return std::nullopt;
    if (transaction.execute("UPDATE saved_list SET next_at = :next WHERE id = :id AND next_at = :planned",
                            sql::text_or_null(next_text), list_id, planned) != 1)
        return std::nullopt;
    auto entered = enter(transaction, *list);
    if (entered) return std::move(*entered);
    // It stands among the deliveries why nothing came.
    transaction.execute(
        "INSERT INTO list_delivery (id, saved_list_id, owner, job_id, made_at, state, problem)"
        " VALUES (:id, :list, :owner, 0, :now, 'failed', :problem)",
        take_ids(transaction, "list_delivery"), list->id, list->integer("owner"), house_.now(),
        jobs::write_problem(entered.refusal()));
    return std::nullopt;
}

Result<Deliveries::Started> Deliveries::enter(Transaction& transaction, const PlainRow& list) {
    const auto* report = runs_->find(list.text("report"));
    if (!report) return refuse(RefusalKind::not_found, "error.no_such_report");
    const auto actor = owner_of(transaction, list.integer("owner"));
    if (!actor) return refuse(RefusalKind::forbidden, "error.owner_is_gone");
    const auto rights = lists::rights_to_fetch(*report, json::parse(list.text("filter")));
    TRY(check_rights(*actor, rights + " lists.deliver"));
    const jobs::Order order{"delivery",
                            jobs::titled("saved_list.delivery", {{"name", list.text("name")}}),
                            actor->user_id,
                            0,
                            rights,
                            report->seen ? write_event_access(*actor) : ""};
    Started started{TRY(jobs_.enter(transaction, order)), take_ids(transaction, "list_delivery"), list};
    transaction.execute(
        "INSERT INTO list_delivery (id, saved_list_id, owner, job_id, made_at, state)"
        " VALUES (:id, :list, :owner, :job, :now, 'running')",
        started.delivery, list.id, actor->user_id, started.job.id, house_.now());
    return started;
}

Result<web::Answer> Deliveries::deliver(
    const PlainRow& list, const std::function<Result<web::Answer>(Transaction&, const Enter&)>& answered) {
    std::optional<Started> started;
    auto answer = TRY(house_.database.write([&](Transaction& transaction) {
        started.reset();
        hold_part(transaction);
        return answered(transaction, [&]() -> Result<std::int64_t> {
            started = TRY(enter(transaction, list));
            return started->job.id;
        });
    }));
    if (started) launch(std::move(*started));
    return answer;
}

void Deliveries::launch(Started started) {
    const auto job = started.job;
    jobs_.launch(job, [this, started = std::move(started)](jobs::Progress& progress) -> Result<jobs::Outcome> {
        try {
            auto made = make(started, progress);
            // What the end of the program cuts off is due again (settle_cut_off).
            if (!made && !progress.must_stop()) fail(started.delivery, made.refusal());
            return made;
        } catch (const jobs::Cancelled&) {
            if (!progress.must_stop()) fail(started.delivery, refuse(RefusalKind::conflict, "error.cancelled"));
            throw;
        } catch (...) {
            fail(started.delivery, refuse(RefusalKind::unavailable, "error.delivery_failed"));
            throw;
        }
    });
}

Result<Done> Deliveries::freeze(const Started& started, const Actor& actor, json& filter) {
    return house_.database.write([&](Transaction& transaction) -> Result<Done> {
        const auto named = selections::named_selection(filter.at("selection").get<std::string>());
        const auto selection = selections::find_referred(transaction, actor, named);
        if (!selection) return refuse_field("selection", "error.no_such_selection");
        const auto run = TRY(selections::run_selection(house_, transaction, *selecting_, actor, selection->id));
        filter["run"] = run.id, filter.erase("since");
        std::optional<std::int64_t> before;
        auto rows = transaction.query(
            "SELECT d.selection_run FROM list_delivery d JOIN selection_run r ON r.id = d.selection_run"
            " WHERE d.saved_list_id = :list AND d.state = 'done' AND r.selection_id = :selection"
            " ORDER BY d.id DESC LIMIT 1",
            started.list.id, selection->id);
        if (rows.next()) before = rows.integer(0);
        if (before) filter["since"] = *before;
        transaction.execute("UPDATE list_delivery SET selection_run = :run WHERE id = :id", run.id, started.delivery);
        return Done{};
    });
}

Result<jobs::Outcome> Deliveries::make(const Started& started, jobs::Progress& progress) {
    const auto& list = started.list;
    const auto* report = runs_->find(list.text("report"));
    const auto actor = house_.database.read(
        [&](Transaction& transaction) { return owner_of(transaction, list.integer("owner")); });
    if (!actor) return refuse(RefusalKind::forbidden, "error.owner_is_gone");
    auto filter = json::parse(list.text("filter"));
    TRY(check_rights(*actor, lists::rights_to_fetch(*report, filter) + " lists.deliver"));
    if (report->name == "selection" && filter.contains("selection")) TRY(freeze(started, *actor, filter));
    const auto run = TRY(runs_->make(*actor, *report, list.text("report_type"), filter));
    json asked{{"format", list.text("format")}, {"headings", list.text("headings")}};
    if (auto columns = texts_of(list, "columns_shown"); !columns.empty()) {
        if (filter.contains("since") && std::find(columns.begin(), columns.end(), "change") == columns.end())
            columns.insert(columns.begin(), "change");
        asked["columns"] = columns;
    }
    if (list.text("headings") != "names") asked["csv"] = list.text("headings") == "nl" ? "excel-nl" : "excel-de";
    const auto options = TRY(lists::export_options(asked, run->list->columns()));
    Written written;
    count_changes(*run->list, written);
    written.language = options.headings.value_or(actor->language);
    written.title = list.text("name");
    written.file_name = list.text("name") + " " + house_.today() + "." + std::string(lists::name_of(options.format));
    for (const char sign : {'/', '\\', ':'}) std::replace(written.file_name.begin(), written.file_name.end(), sign, '-');
    progress.begin_phase("report.phase_writing");
    const auto manifest =
        TRY(lists::export_file(house_, lists::exported(*run, written.language), options,
                               progress.result_file(written.file_name), false, [&](std::int64_t rows) {
                                   progress.set_done(rows);
                                   return !progress.is_cancelled();
                               }));
    runs_->record_export(*actor, run->id, lists::name_of(options.format), manifest.rows_written, manifest.hash);
    written.rows = manifest.rows_written, written.hash = manifest.hash;
    finish(started, written);
    return jobs::Outcome{json::parse(manifest.json())};
}

/// The file is there: the link is made, and sent. Nothing, where another server has given this one up for lost meanwhile.
void Deliveries::finish(const Started& started, const Written& written) {
    const auto token = random_secret();
    const auto expires = house_.clock->now() + link_lasts;
    const bool is_mine = house_.database.write([&](Transaction& transaction) {
        hold_part(transaction);
        return transaction.execute(
                   "UPDATE list_delivery SET state = 'done', row_count = :rows, file_name = :name, hash = :hash,"
                   " token_hash = :token, expires_at = :expires, came = :came, went = :went"
                   " WHERE id = :id AND state = 'running'",
                   written.rows, written.file_name, written.hash, hash_of(token), write_instant(expires), written.came,
                   written.went, started.delivery) == 1;
    });
    const auto receivers = texts_of(started.list, "send_to");
    if (!is_mine || receivers.empty()) return;
    const auto& server = mailing::mail_server();
    const auto address = server.public_address + "/api/v1/list-deliveries/" + token + "/file";
    json sent = json::array();
    auto outcome = mailing::Smtp::Outcome::sent;
    mailing::Smtp smtp(server);
    for (const auto& receiver : receivers) {
        // A server that is not there keeps nobody waiting once for each receiver.
        if (outcome != mailing::Smtp::Outcome::unreachable)
            outcome = smtp.send(receiver, message_to(receiver, written, address, expires));
        sent.push_back({{"to", receiver}, {"outcome", word_of(outcome)}});
    }
    house_.database.write([&](Transaction& transaction) {
        hold_part(transaction);
        transaction.execute("UPDATE list_delivery SET sent = :sent WHERE id = :id", sent.dump(), started.delivery);
    });
}

std::string Deliveries::message_to(const std::string& receiver, const Written& written, const std::string& address,
                                   Instant expires) const {
    const auto& server = mailing::mail_server();
    mailing::MailWords words{server.sender, server.sender_name, receiver, ""};
    words.subject = text(written.language, "saved_list.mail_subject",
                         {{"name", written.title}, {"day", day_of(house_, house_.clock->now())}});
    Parameters parameters{{"name", written.title},
                          {"rows", std::to_string(written.rows)},
                          {"address", address},
                          {"until", day_of(house_, expires)},
                          {"house", server.sender_name}};
    if (written.came && written.went) {
        parameters.emplace_back("came", std::to_string(*written.came));
        parameters.emplace_back("went", std::to_string(*written.went));
    }
    words.text = text(written.language, written.came ? "saved_list.mail_text_of_changes" : "saved_list.mail_text",
                      parameters);
    words.message_id = random_secret(12) + "@" + server.domain(), words.date = house_.now();
    return mailing::mail_message(words);
}

void Deliveries::fail(std::int64_t delivery, const Refusal& refusal) {
    house_.database.write([&](Transaction& transaction) {
        hold_part(transaction);
        transaction.execute(
            "UPDATE list_delivery SET state = 'failed', problem = :problem WHERE id = :id AND state = 'running'",
            jobs::write_problem(refusal), delivery);
    });
}

/// Those whose job is over and that were never made: what somebody cancelled while it waited is cancelled; what the end
/// of a process cut off failed, and a list that repeats is due again.
void Deliveries::settle_cut_off() {
    struct Lost {
        std::int64_t delivery, list;
        bool cancelled;
    };
    std::vector<Lost> all;
    house_.database.read([&](Transaction& transaction) {
        auto rows = transaction.query(
            "SELECT d.id, d.saved_list_id, j.started_at, j.state FROM list_delivery d JOIN job j ON j.id = d.job_id"
            " WHERE d.state = 'running' AND j.state NOT IN ('waiting', 'running') ORDER BY d.id");
        while (rows.next())
            all.push_back({rows.integer(0), rows.integer(1), rows.is_null(2) && rows.text(3) == "cancelled"});
    });
    for (const auto& lost : all)
        house_.database.write([&](Transaction& transaction) {
            hold_part(transaction);
            const auto problem = lost.cancelled ? refuse(RefusalKind::conflict, "error.cancelled")
                                                : refuse(RefusalKind::unavailable, "error.delivery_cut_off");
            if (transaction.execute("UPDATE list_delivery SET state = 'failed', problem = :problem"
                                    " WHERE id = :id AND state = 'running'",
                                    jobs::write_problem(problem), lost.delivery) == 1 &&
                !lost.cancelled)
                transaction.execute("UPDATE saved_list SET next_at = :now WHERE id = :id AND repeats IS NOT NULL",
                                    house_.now(), lost.list);
        });
}

Result<Deliveries::File> Deliveries::fetch(const std::string& token) {
    const auto refused = refuse(RefusalKind::not_found, "error.no_such_delivery");
    if (token.size() < shortest_token) return refused;
    std::int64_t id = 0, job_id = 0;
    const bool allowed = house_.database.read([&](Transaction& transaction) {
        auto rows = transaction.query(
            "SELECT id, job_id, owner, expires_at FROM list_delivery WHERE token_hash = :hash AND state = 'done'",
            hash_of(token));
        if (!rows.next() || rows.string(3) <= house_.now()) return false;
        id = rows.integer(0), job_id = rows.integer(1);
        return true;
    });
    const auto job = allowed ? jobs_.find(job_id) : std::nullopt;
    if (!job) return refused;
    const bool may = house_.database.read([&](Transaction& transaction) {
        const auto owner = owner_of(transaction, job->user_id);
        return owner && check_rights(*owner, job->permission) && covers_event_access(*owner, job->events);
    });
    std::error_code ignored;
    if (!may || job->state != jobs::State::done || !std::filesystem::exists(job->file_path, ignored)) return refused;
    house_.database.write([&](Transaction& transaction) {
        hold_part(transaction);
        transaction.execute("UPDATE list_delivery SET fetched = fetched + 1, fetched_at = :now WHERE id = :id",
                            house_.now(), id);
    });
    return File{job->file_path, job->file_name};
}

}  // namespace kartei::reports
