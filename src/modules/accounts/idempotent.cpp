#include "modules/accounts/idempotent.hpp"

#include <stdexcept>

namespace kartei::accounts {
namespace {

using sql::Transaction;
using web::Answer;
using web::Json;

bool reserve(Transaction& transaction, const web::Request& request, std::string_view now) {
    return transaction.execute(
               "INSERT INTO idempotency_key (user_id, key, request_hash, status, answer, created_at)"
               " VALUES (:user_id, :key, :request_hash, 0, '{}', :now) ON CONFLICT (user_id, key) DO NOTHING",
               request.actor.user_id, request.idempotency_key, request.body_hash, now) == 1;
}

void store(Transaction& transaction, const web::Request& request, const Answer& answer) {
    Json kept = {{"body", *answer.text}, {"location", answer.location}};
    if (answer.version) kept["version"] = *answer.version;
    transaction.execute(
        "UPDATE idempotency_key SET status = :status, answer = :answer WHERE user_id = :user_id AND key = :key",
        answer.status, kept.dump(), request.actor.user_id, request.idempotency_key);
}

Result<Answer> earlier_answer(Transaction& transaction, const web::Request& request) {
    auto rows = transaction.query(
        "SELECT request_hash, status, answer FROM idempotency_key WHERE user_id = :user_id AND key = :key",
        request.actor.user_id, request.idempotency_key);
    if (!rows.next()) throw std::logic_error("an idempotency key that was there is gone");
    if (rows.text(0) != request.body_hash) return refuse(RefusalKind::invalid, "error.idempotency_key_reused");
    const auto kept = Json::parse(rows.text(2));
    auto answer = Answer::raw(kept.at("body"));
    answer.status = static_cast<int>(rows.integer(1));
    answer.location = kept.at("location");
    if (kept.contains("version")) answer.version = kept["version"].get<std::int64_t>();
    return answer;
}

}  // namespace

Result<Answer> once(House& house, Transaction& transaction, const web::Request& request,
                    const std::function<Result<Answer>()>& work) {
    if (request.idempotency_key.empty()) return work();
    if (!reserve(transaction, request, house.now())) return earlier_answer(transaction, request);
    auto answer = TRY(work());
    if (!answer.text) answer.text = answer.json.dump();
    store(transaction, request, answer);
    return answer;
}

void forget_old_answers(House& house) {
    const auto before = write_instant(house.clock->now() - answers_kept);
    house.database.write([&](Transaction& transaction) {
        transaction.execute("DELETE FROM idempotency_key WHERE created_at < :before", before);
    });
}

}  // namespace kartei::accounts
