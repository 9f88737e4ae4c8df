#include "program/demonstration/offers.hpp"

#include "program/demonstration/take_over_file.hpp"

namespace kartei::program::demonstration {

void write_offers(const std::function<std::string(const std::string&)>& add) {
    TakeOverFile promotions(add("promotions"), {"name", "percent", "price", "most_in_order", "most", "code", "label"});
    promotions.row({{"name", "Frühbucher"}, {"percent", "15.00"}, {"most_in_order", "4"}});
    promotions.row({{"name", "Studierende"}, {"price", "9.00"}, {"most_in_order", "2"}});
    promotions.row({{"name", "Zomeractie"}, {"percent", "20.00"}, {"most", "500"}, {"code", "ZOMER"}});
    promotions.row({{"name", "Freunde des Hauses"}, {"percent", "10.00"}, {"label", "Freundeskreis"}});
    TakeOverFile articles(add("articles"), {"name", "sku", "unit_price", "vat_rate", "stock", "of_event", "quota"});
    articles.row({{"name", "Programmheft"}, {"sku", "PRG"}, {"unit_price", "4.50"}, {"vat_rate", "7"},
                  {"stock", "800"}});
    articles.row({{"name", "Theaterdinner"}, {"sku", "DIN"}, {"unit_price", "39.00"}, {"vat_rate", "19"},
                  {"of_event", "1"}, {"quota", "40"}});
    TakeOverFile rules(add("label_rules"), {"name", "label", "kind", "least", "within_days", "valid_days"});
    rules.row({{"name", "Zehn Karten im Jahr"}, {"label", "Freundeskreis"}, {"kind", "tickets"}, {"least", "10"},
               {"within_days", "365"}, {"valid_days", "365"}});
}

}  // namespace kartei::program::demonstration
