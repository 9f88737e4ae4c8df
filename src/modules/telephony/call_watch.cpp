#include "modules/telephony/call_watch.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "modules/telephony/call_actions.hpp"
#include "modules/telephony/call_json.hpp"
#include "modules/telephony/call_store.hpp"

namespace kartei::telephony {

using sql::Transaction;
using web::EventStream;

CallWatch::~CallWatch() {
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
    }
    news_.notify_all();
    if (thread_.joinable()) thread_.join();
    for (const auto& one : listeners_) one.stream->close();
    for (const auto& one : arrived_) one.stream->close();
}

void CallWatch::listen(std::shared_ptr<EventStream> stream, const Actor& actor) {
    {
        std::lock_guard lock(mutex_);
        arrived_.push_back({std::move(stream), actor, {}});
        changed_ = true;
        if (!thread_.joinable()) thread_ = std::thread([this] { watch(); });
    }
    news_.notify_all();
}

void CallWatch::look_now() {
    {
        std::lock_guard lock(mutex_);
        changed_ = true;
    }
    news_.notify_all();
}

void CallWatch::close(std::int64_t user_id) {
    {
        std::lock_guard lock(mutex_);
        leaving_.push_back(user_id);
        changed_ = true;
    }
    news_.notify_all();
}

void CallWatch::watch() {
    const bool alone = house_.database.engine() == sql::Engine::sqlite;
    while (true) {
        {
            std::unique_lock lock(mutex_);
            const auto is_news = [&] { return changed_ || ending_; };
            // Nobody listens, or nobody else can have changed anything: there is nothing to look for.
            if (alone || listeners_.empty()) news_.wait_for(lock, std::chrono::seconds(5), is_news);
            else news_.wait_for(lock, look_every, is_news);
            if (ending_) return;
            changed_ = false;
            for (auto& one : arrived_) listeners_.push_back(std::move(one));
            arrived_.clear();
            for (const auto& one : listeners_)
                if (std::find(leaving_.begin(), leaving_.end(), one.actor.user_id) != leaving_.end())
                    one.stream->close();
            leaving_.clear();
            std::erase_if(listeners_, [](const Listener& one) { return one.stream->is_closed(); });
        }
        try {
            if (!listeners_.empty()) look(listeners_);
        } catch (const std::exception& error) {
            spdlog::warn("calls could not be looked at: {}", error.what());
        }
    }
}

void CallWatch::look(std::vector<Listener>& listeners) {
    house_.database.read([&](Transaction& transaction) {
        const auto live = live_calls(transaction);
        const bool quiet = live.empty() && std::all_of(listeners.begin(), listeners.end(),
                                                       [](const Listener& one) { return one.told.empty(); });
        if (quiet) return;
        for (auto& listener : listeners) tell(transaction, listener, live);
    });
}

void CallWatch::tell(Transaction& transaction, Listener& listener, const std::vector<Call>& live) {
    const auto extension = extension_of(transaction, listener.actor.user_id);
    auto over = std::exchange(listener.told, {});
    for (const auto& call : live) {
        if (!concerns(house_, call, listener.actor, extension)) continue;
        const auto known = over.find(call.id);
        if (known == over.end() || known->second != call.version)
            listener.stream->push(EventStream::event(
                "call", ringing_json(house_, transaction, listener.actor, call).dump(), std::to_string(call.id)));
        if (known != over.end()) over.erase(known);
        listener.told.emplace(call.id, call.version);
    }
    // What is not among those that go on is over, or was taken by somebody else.
    for (const auto& [id, version] : over) {
        const auto call = find_call(transaction, id);
        const auto told = call ? ringing_json(house_, transaction, listener.actor, *call)
                               : web::Json{{"id", id}, {"state", "over"}};
        const bool others = call && !call->is_over();
        listener.stream->push(
            EventStream::event(others ? "taken" : "over", told.dump(), std::to_string(id)));
    }
}

}  // namespace kartei::telephony
