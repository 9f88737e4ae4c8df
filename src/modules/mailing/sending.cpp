#include "modules/mailing/sending.hpp"

#include <algorithm>
#include <array>

#include "modules/mailing/label_sheet.hpp"
#include "modules/mailing/letter_words.hpp"
#include "modules/mailing/sms_length.hpp"
#include "modules/mailing/template_letters.hpp"

namespace kartei::mailing {
namespace {

using nlohmann::json;
using sql::Transaction;

constexpr std::array<std::string_view, 9> outputs{"letters", "labels", "addresses", "emails", "text-messages",
                                                  "outlook", "vcard",  "mail",      "sms"};

/// A word of a list, or an issue.
template <class Kind>
Kind read_word(const json& asked, const char* name, std::optional<Kind> (*named)(std::string_view),
               const char* standard, std::vector<Issue>& issues) {
    const auto written = asked.value(name, std::string(standard));
    const auto found = named(written);
    if (!found) issues.push_back({name, "error.not_offered", {{"value", written}}});
    return found.value_or(Kind{});
}

std::string read_choice(const json& asked, const char* name, std::vector<std::string> choices,
                        std::vector<Issue>& issues) {
    const auto written = asked.value(name, choices.front());
    if (std::find(choices.begin(), choices.end(), written) == choices.end())
        issues.push_back({name, "error.not_offered", {{"value", written}}});
    return written;
}

void read_label(const json& asked, SendingOrder& order, std::vector<Issue>& issues) {
    std::vector<std::string> sheets;
    for (const auto& sheet : label_sheets()) sheets.emplace_back(sheet.name);
    order.label_sheet = read_choice(asked, "label_sheet", sheets, issues);
    order.first_label = asked.value("first_label", 1);
    const auto* sheet = find_label_sheet(order.label_sheet);
    if (sheet && (order.first_label < 1 || order.first_label > sheet->columns * sheet->rows))
        issues.push_back({"first_label",
                          "error.first_label",
                          {{"max", std::to_string(sheet->columns * sheet->rows)}}});
}

bool has_words(Output output) {
    return output == Output::letters || output == Output::mail || output == Output::sms;
}

/// A letter of a word processor has its words itself.
Result<Done> read_letter_file(Transaction& transaction, const json& asked, SendingOrder& order) {
    order.letter_file = asked.at("letter_file").get<std::string>();
    order.as_document = asked.value("as_document", false);
    return check_letter_file(transaction, order.letter_file);
}

Result<Done> read_words(Transaction& transaction, const json& asked, SendingOrder& order, std::vector<Issue>& issues) {
    if (!has_words(order.output)) return Done{};
    if (order.output == Output::letters && !asked.value("letter_file", "").empty())
        return read_letter_file(transaction, asked, order);
    order.words = {asked.value("subject", ""), asked.value("text", "")};
    if (asked.contains("template") && !asked.at("template").is_null())
        order.words = TRY(template_words(transaction, asked.at("template").get<std::int64_t>()));
    if (order.words.text.empty()) issues.push_back({"text", "error.required", {}});
    if (order.output == Output::mail && order.words.subject.empty())
        issues.push_back({"subject", "error.required", {}});
    if (order.output == Output::sms && sms_length(order.words.text).parts > most_sms_parts)
        issues.push_back({"text", "error.sms_too_long", {{"max", std::to_string(most_sms_parts)}}});
    return Done{};
}

std::string_view caption_field(const Recipient& recipient) {
    if (!recipient.delivery.empty()) return recipient.delivery;
    if (recipient.state == "sent") return "sent";
    if (recipient.state == "in_doubt") return "in_doubt";
    return recipient.state == "dropped" ? "left_out" : "not_sent";
}

}  // namespace

std::string_view name_of(Output output) { return outputs[static_cast<std::size_t>(output)]; }
std::optional<Output> output_named(std::string_view name) {
    for (std::size_t i = 0; i < outputs.size(); ++i)
        if (outputs[i] == name) return static_cast<Output>(i);
    return std::nullopt;
}
const std::vector<std::string>& output_names() {
    static const std::vector<std::string> names(outputs.begin(), outputs.end());
    return names;
}

bool goes_one_by_one(std::string_view output) { return output == "mail" || output == "sms"; }

Channel channel_of(Output output) {
    if (output == Output::text_messages || output == Output::sms) return Channel::sms;
    const bool by_letter = output == Output::letters || output == Output::labels || output == Output::addresses;
    return by_letter ? Channel::letter : Channel::email;
}

json SendingOrder::as_json() const {
    return {{"name", name},
            {"output", name_of(output)},
            {"purpose", name_of(gate.purpose)},
            {"permission", permission},
            {"permission_id", gate.permission ? json(*gate.permission) : json()},
            {"also_excluded", gate.lift_exclusions},
            {"once_per_address", gate.once_per_address},
            {"subject", words.subject},
            {"text", words.text},
            {"form", form},
            {"label_sheet", label_sheet},
            {"first_label", first_label},
            {"format", format},
            {"card", card},
            {"letter_file", letter_file},
            {"as_document", as_document},
            {"joint", joint},
            {"with_hidden", with_hidden},
            {"by_hand", by_hand},
            {"attachment", attachment}};
}

SendingOrder stored_order(const json& settings) {
    SendingOrder order;
    order.name = settings.at("name");
    order.output = output_named(settings.at("output").get<std::string>()).value_or(Output::letters);
    order.permission = settings.at("permission");
    order.gate = {channel_of(order.output),
                  purpose_named(settings.at("purpose").get<std::string>()).value_or(Purpose::advertising)};
    if (!settings.at("permission_id").is_null()) order.gate.permission = settings.at("permission_id");
    order.gate.lift_exclusions = settings.at("also_excluded");
    order.gate.once_per_address = settings.at("once_per_address");
    order.words = {settings.at("subject"), settings.at("text")};
    order.form = settings.at("form"), order.label_sheet = settings.at("label_sheet");
    order.first_label = settings.at("first_label"), order.format = settings.at("format");
    order.card = settings.at("card"), order.joint = settings.at("joint"), order.by_hand = settings.at("by_hand");
    order.with_hidden = settings.value("with_hidden", false);
    order.attachment = settings.value("attachment", "");
    order.letter_file = settings.value("letter_file", ""), order.as_document = settings.value("as_document", false);
    return order;
}

Result<SendingOrder> read_sending_order(Transaction& transaction, const Actor& actor, const json& asked) {
    SendingOrder order;
    std::vector<Issue> issues;
    order.output = read_word<Output>(asked, "output", output_named, "", issues);
    const auto purpose = read_word<Purpose>(asked, "purpose", purpose_named, "", issues);
    order.format = read_choice(asked, "format", {"csv", "xlsx"}, issues);
    order.card = read_choice(asked, "card", {"4.0", "3.0"}, issues);
    order.form = read_choice(asked, "form", {"", "a", "b"}, issues);
    read_label(asked, order, issues);
    if (order.output == Output::sms && !parameters::module_is_on(*parameters::parameters_of(transaction), "sms"))
        issues.push_back({"output", "error.not_offered", {{"value", "sms"}}});
    if (issues.empty()) TRY(read_words(transaction, asked, order, issues));
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    order.permission = asked.value("permission", "");
    order.gate = TRY(gate_order(transaction, actor, channel_of(order.output), purpose, order.permission,
                                asked.value("also_excluded", false)));
    order.gate.once_per_address = asked.value("once_per_address", false);
    order.with_hidden = actor.may("customers.see_hidden");
    order.name = asked.value("name", "");
    if (order.name.empty()) order.name = order.letter_file.empty() ? order.words.subject : order.letter_file;
    return order;
}

std::string written_proof(const Proof& proof) {
    if (proof.empty()) return "";
    return json{{"permission", proof.permission}, {"at", proof.at}, {"source", proof.source}, {"via", proof.via}}
        .dump();
}

void note_recipient(audit::Change& change, const Sending& sending, const Recipient& recipient, Language language) {
    auto words = text(language, "sending.output." + sending.output) + ": " + sending.name;
    if (!recipient.proof.empty()) {
        const auto proof = json::parse(recipient.proof);
        words += " (" + proof.at("permission").get<std::string>() + ", " +
                 proof.at("at").get<std::string>().substr(0, 10) + ")";
    }
    if (!recipient.reason.empty() && has_text("mailing.left_out." + recipient.reason))
        words += " – " + text(language, "mailing.left_out." + recipient.reason);
    change.changed(sending_record, recipient.customer,
                   Field{caption_field(recipient), FieldKind::text, 400, Privacy::personal}, {},
                   Value(std::move(words)), recipient.customer);
}

}  // namespace kartei::mailing
