// Makes saved lists when they are due, as jobs of their owners and with what the owners may see at that moment, and sends
// a link to whoever shall get it. The link opens that one file without signing in, for seven days and only while the
// owner still has the right to it. On PostgreSQL any server may be the one that makes a list; each time is taken once.
// A list that was due while no server ran is made once when one runs again; one that was cut off is made again. Of a saved
// selection each delivery is a run of it, and its file says who came and who went since the last one that was delivered.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "jobs/jobs.hpp"
#include "modules/reports/saved_list.hpp"
#include "modules/selections/engine.hpp"
#include "web/endpoint.hpp"

namespace kartei::reports {

struct Delivery {
    std::int64_t id = 0, saved_list = 0, owner = 0, job = 0, rows = 0, fetched = 0;
    std::optional<std::int64_t> came, went;  ///< of a saved selection, since the delivery before
    std::string made_at, state;  ///< running, done, failed
    std::string file_name, hash, problem, expires_at, fetched_at;
    nlohmann::json sent = nlohmann::json::array();  ///< {"to", "outcome"}: sent, later, refused, in_doubt, unreachable
};

class Deliveries {
public:
    Deliveries(House& house, std::shared_ptr<lists::Runs> runs, jobs::Jobs& jobs,
               std::shared_ptr<selections::Engine> selecting = std::make_shared<selections::Engine>());
    ~Deliveries();
    Deliveries(const Deliveries&) = delete;
    Deliveries& operator=(const Deliveries&) = delete;

    lists::Runs& runs() { return *runs_; }
    /// Looks every 15 seconds from now on.
    void begin();
    void stop();
    /// Starts what is due; gives how many lists that were.
    int look();

    /// Makes it now. `answered` is given the transaction and what enters the delivery (the job's id; refuses forbidden what
    /// its owner may no longer make, write as a file or have delivered), and says what is answered; it may know the
    /// answer already.
    using Enter = std::function<Result<std::int64_t>()>;
    Result<web::Answer> deliver(const parameters::PlainRow& list,
                                const std::function<Result<web::Answer>(sql::Transaction&, const Enter&)>& answered);
    /// Of one list, the newest first.
    std::vector<Delivery> of_list(sql::Transaction& transaction, std::int64_t saved_list) const;

    struct File {
        std::string path, name;
    };
    /// What a link leads to; counts that it was fetched. Refuses not_found (error.no_such_delivery): unknown, expired, its
    /// file gone, or its owner without the right to it by now.
    Result<File> fetch(const std::string& token);

private:
    struct Started {
        jobs::Job job;
        std::int64_t delivery = 0;
        parameters::PlainRow list;
    };
    std::optional<Started> take(sql::Transaction& transaction, std::int64_t list_id, Instant now);
    Result<Started> enter(sql::Transaction& transaction, const parameters::PlainRow& list);
    void launch(Started started);
    Result<jobs::Outcome> make(const Started& started, jobs::Progress& progress);
    /// Freezes whom a saved selection holds now; the filter then asks for this run, compared with the last one delivered.
    Result<Done> freeze(const Started& started, const Actor& actor, nlohmann::json& filter);
    void finish(const Started& started, const struct Written& written);
    std::string message_to(const std::string& receiver, const struct Written& written, const std::string& address,
                           Instant expires) const;
    void fail(std::int64_t delivery, const Refusal& refusal);
    void settle_cut_off();
    void run();

    House& house_;
    std::shared_ptr<lists::Runs> runs_;
    jobs::Jobs& jobs_;
    std::shared_ptr<selections::Engine> selecting_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace kartei::reports
