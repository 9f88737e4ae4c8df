#include "modules/mailing/letterhead.hpp"

#include <vector>

#include "modules/parameters/own_house.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::mailing {
namespace {

constexpr double left = 25, width = 165, head_margin = 6, logo_width = 65;

std::string lines(const std::vector<std::string>& parts) {
    std::string all;
    for (const auto& part : parts)
        if (!part.empty()) all += (all.empty() ? "" : "\n") + part;
    return all;
}

}  // namespace

std::string grouped_iban(const std::string& iban) {
    std::string shown;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        if (i > 0 && i % 4 == 0) shown += ' ';
        shown += iban[i];
    }
    return shown;
}

bool Letterhead::has_foot() const {
    for (const auto* part : {&address, &contact, &bank, &iban, &bic, &tax_number, &vat_id, &register_entry})
        if (!part->empty()) return true;
    return false;
}

Letterhead letterhead_of(sql::Transaction& transaction) {
    const auto parameters = parameters::parameters_of(transaction);
    Letterhead head;
    head.logo = parameters::house_logo(transaction);
    head.name = parameters::own_house(transaction).text("name");
    head.address = parameters->text("house_address");
    head.contact = parameters->text("house_contact");
    head.bank = parameters->text("house_bank");
    head.iban = parameters->text("house_iban");
    head.bic = parameters->text("house_bic");
    head.tax_number = parameters->text("house_tax_number");
    head.vat_id = parameters->text("house_vat_id");
    head.register_entry = parameters->text("house_register");
    return head;
}

void draw_logo(documents::Pdf& pdf, const Letterhead& letterhead, double height) {
    if (letterhead.logo) pdf.picture(left + width, head_margin, logo_width, height - 2 * head_margin, *letterhead.logo);
}

void draw_foot(documents::Pdf& pdf, const Letterhead& house, Language language) {
    const auto numbered = [&](const char* key, const std::string& number) {
        return number.empty() ? "" : text(language, key, {{"number", number}});
    };
    const double column = width / 3;
    const auto put = [&](int place, const std::string& words) {
        if (!words.empty()) pdf.text(left + place * column, Letterhead::foot_top, column - 3, words, {7}, 5);
    };
    pdf.line(left, Letterhead::foot_top - 1.5, left + width, Letterhead::foot_top - 1.5);
    put(0, lines({house.name, house.address, house.contact}));
    put(1, lines({house.bank, house.iban.empty() ? "" : "IBAN " + grouped_iban(house.iban),
                  house.bic.empty() ? "" : "BIC " + house.bic}));
    put(2, lines({numbered("letterhead.tax_number", house.tax_number), numbered("letterhead.vat_id", house.vat_id),
                  house.register_entry}));
}

}  // namespace kartei::mailing
