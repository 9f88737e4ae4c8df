#include "modules/customers/vcard.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "modules/customers/customer_rules.hpp"

namespace kartei::customers {
namespace {

/// RFC 6350, 3.4: what would end a value or a part of it.
std::string escaped(std::string_view text) {
    std::string out;
    for (char one : text) {
        if (one == '\n') out += "\\n";
        else if (one == '\\' || one == ',' || one == ';') out.append(1, '\\').append(1, one);
        else if (one != '\r') out += one;
    }
    return out;
}

std::string parts(std::initializer_list<std::string_view> values) {
    std::string out;
    bool first = true;
    for (auto value : values) {
        if (!std::exchange(first, false)) out += ';';
        out += escaped(value);
    }
    return out;
}

class Card {
public:
    explicit Card(CardVersion version) : four_(version == CardVersion::four) {
        add("BEGIN", "VCARD");
        add("VERSION", four_ ? "4.0" : "3.0");
    }

    bool four() const { return four_; }

    /// A value that is ready for the line. Folded at 75 octets, never inside a character.
    void add(std::string_view name, std::string_view value) {
        std::string line = std::string(name) + ":" + std::string(value);
        std::size_t limit = 75;
        while (line.size() > limit) {
            auto end = limit;
            while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
            text_ += line.substr(0, end) + "\r\n ";
            line.erase(0, end);
            limit = 74;
        }
        text_ += line + "\r\n";
    }
    void add_text(std::string_view name, std::string_view text) {
        if (!text.empty()) add(name, escaped(text));
    }
    std::string finish() {
        add("END", "VCARD");
        return std::move(text_);
    }

private:
    bool four_;
    std::string text_;
};

void add_phone(Card& card, std::string_view kind, const std::string& typed, const std::string& normal) {
    if (typed.empty()) return;
    std::string four(kind);
    std::transform(four.begin(), four.end(), four.begin(), [](unsigned char c) { return std::tolower(c); });
    if (!card.four()) card.add_text("TEL;TYPE=" + std::string(kind), typed);
    else if (!normal.empty()) card.add("TEL;VALUE=uri;TYPE=\"" + four + "\"", "tel:" + normal);
    else card.add_text("TEL;TYPE=\"" + four + "\"", typed);
}

void add_person(Card& card, const Customer& customer) {
    const auto name = (customer.name_prefix.empty() ? "" : customer.name_prefix + " ") + customer.name;
    const bool company = customer.kind == "company" || customer.kind == "agency";
    if (card.four()) card.add("KIND", company ? "org" : "individual");
    card.add_text("FN", full_name(customer));
    card.add("N", company ? ";;;;" : parts({name, customer.first_name, "", customer.title, ""}));
    if (company) card.add_text("ORG", customer.name);
    else card.add_text("ORG", customer.employer);
    card.add_text("TITLE", customer.position);
    card.add_text("ROLE", customer.occupation);
    if (customer.birth_date.size() == 10) {
        auto date = customer.birth_date;
        if (card.four()) std::erase(date, '-');
        card.add("BDAY", date);
    }
    if (card.four() && customer.gender == "female") card.add("GENDER", "F");
    if (card.four() && customer.gender == "male") card.add("GENDER", "M");
    if (card.four() && customer.gender == "diverse") card.add("GENDER", "O");
    if (card.four()) card.add_text("LANG", customer.language);
}

void add_addresses(Card& card, const Customer& customer) {
    auto street = customer.street;
    for (const auto* part : {&customer.house_number, &customer.house_number_suffix})
        if (!part->empty()) street += (street.empty() ? "" : " ") + *part;
    const bool company = customer.kind == "company" || customer.kind == "agency";
    const std::string name = company ? "ADR;TYPE=WORK" : "ADR;TYPE=HOME";
    if (!street.empty() || !customer.town.empty() || !customer.postcode.empty())
        card.add(name, parts({"", customer.address_addition, street, customer.town, "", customer.postcode,
                              customer.country}));
    if (!customer.po_box.empty())
        card.add(name, parts({customer.po_box, "", "", customer.po_box_town, "", customer.po_box_postcode,
                              customer.country}));
}

}  // namespace

std::string vcard_of(const Customer& customer, CardVersion version, std::string_view uid) {
    Card card(version);
    add_person(card, customer);
    add_addresses(card, customer);
    add_phone(card, "CELL", customer.phone_mobile, customer.phone_mobile_e164);
    add_phone(card, "HOME", customer.phone_private, customer.phone_private_e164);
    add_phone(card, "WORK", customer.phone_business, customer.phone_business_e164);
    add_phone(card, "FAX", customer.fax, customer.fax_e164);
    card.add_text(card.four() ? "EMAIL" : "EMAIL;TYPE=INTERNET", customer.email);
    for (const auto& other : customer.alternative_emails)
        card.add_text(card.four() ? "EMAIL" : "EMAIL;TYPE=INTERNET", other);
    if (!customer.website.empty()) card.add("URL", customer.website);
    card.add("UID", uid);
    auto changed = customer.changed_at.empty() ? customer.created_at : customer.changed_at;
    if (card.four()) std::erase_if(changed, [](char one) { return one == '-' || one == ':'; });
    card.add("REV", changed);
    return card.finish();
}

}  // namespace kartei::customers
