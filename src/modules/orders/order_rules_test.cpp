#include "modules/orders/order_rules.hpp"

#include <gtest/gtest.h>

namespace kartei::orders {
namespace {

TEST(WebAddress, IsWhatABrowserOpens) {
    for (const char* text : {"https://tickets.example/receipt/300001", "http://localhost:8080/r?order=1&key=ab%20c#top",
                             "HTTPS://Shop.Example", "https://[2001:db8::1]/r", "https://münchen.example/beleg"})
        EXPECT_TRUE(is_web_address(text)) << text;
}

TEST(WebAddress, IsNothingThatABrowserWouldRun) {
    for (const char* text :
         {"", "tickets.example/receipt/1", "javascript:alert(1)", "javascript://%0aalert(1)", "data:text/html,x",
          "ftp://tickets.example/r", "https:tickets.example", "https://", "https:///receipt", "https://?order=1",
          "https://tickets.example/a b", "https://tickets.example/\"><script>", "https://anna:secret@tickets.example/",
          "https://.example", "=https://tickets.example", " https://tickets.example"})
        EXPECT_FALSE(is_web_address(text)) << text;
}

}  // namespace
}  // namespace kartei::orders
