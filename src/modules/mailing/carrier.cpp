#include "modules/mailing/carrier.hpp"

#include "modules/mailing/mail_server.hpp"
#include "modules/mailing/sms_gateway.hpp"
#include "modules/mailing/sms_length.hpp"

namespace kartei::mailing {
namespace {

class ByMail final : public Carrier {
public:
    Smtp::Outcome carry(const Outgoing& outgoing) override { return smtp_.send(outgoing.to, outgoing.message); }
    std::string refusal_of_address() const override { return smtp_.refusal_of_recipient(); }
    int per_minute() const override { return mail_server().per_minute; }
    int retry_seconds() const override { return mail_server().retry_seconds; }

private:
    Smtp smtp_{mail_server()};
};

class BySms final : public Carrier {
public:
    Smtp::Outcome carry(const Outgoing& outgoing) override {
        const auto& [id, token] = std::pair(outgoing.recipient.message_id, outgoing.recipient.token);
        const auto& here = mail_server().public_address;
        switch (send_text_message(sms_gateway(), {outgoing.to, outgoing.message, id,
                                                  here.empty() ? "" : here + "/api/v1/sms/status/" + token})) {
            case SmsOutcome::sent: return Smtp::Outcome::sent;
            case SmsOutcome::later: return Smtp::Outcome::later;
            case SmsOutcome::refused: return Smtp::Outcome::refused;
            case SmsOutcome::unreachable: return Smtp::Outcome::unreachable;
            case SmsOutcome::in_doubt: break;
        }
        return Smtp::Outcome::in_doubt;
    }
    int per_minute() const override { return sms_gateway().per_minute; }
    int retry_seconds() const override { return sms_gateway().retry_seconds; }
};

}  // namespace

std::unique_ptr<Carrier> carrier_of(Output output) {
    if (output == Output::sms) return std::make_unique<BySms>();
    return std::make_unique<ByMail>();
}

Result<Done> check_carrier(std::string_view output) {
    if (output == "mail" && !mail_server().is_there())
        return refuse(RefusalKind::unavailable, "error.no_mail_server");
    if (output == "sms" && !sms_gateway().is_there()) return refuse(RefusalKind::unavailable, "error.no_sms_gateway");
    return Done{};
}

std::string text_message_of(const LetterWords& words) {
    return sms_length(words.text).parts > most_sms_parts ? "" : words.text;
}

}  // namespace kartei::mailing
