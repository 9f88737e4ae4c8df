// Lists of addresses that must not be written to.
#include "modules/consents/suppressions.hpp"
#include "modules/imports/import_test_support.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;

class SuppressionImports : public ImportTest {
protected:
    bool is_suppressed(const std::string& hash) {
        return db().read([&](Transaction& transaction) { return consents::is_suppressed(transaction, hash); });
    }
};
ON_BOTH_ENGINES(SuppressionImports);

TEST_P(SuppressionImports, KeepHashesAloneWhateverTheFileHolds) {
    const auto anna = consents::suppression_hash_of_email("anna@example.com");
    const auto done = import("suppressions", "hash,email,phone,source\n" + anna + ",,,Robinson\n"
                             ",Bert@Example.com,,Robinson\n,,0171 1234567,Robinson\n");
    EXPECT_EQ(done["new"], 3);
    EXPECT_TRUE(is_suppressed(anna));
    EXPECT_TRUE(is_suppressed(consents::suppression_hash_of_email("bert@example.com")));
    EXPECT_TRUE(is_suppressed(consents::suppression_hash_of_phone("+491711234567")));
    EXPECT_EQ(import("suppressions", "email\nANNA@example.com\n")["unchanged"], 1);
    const auto nonsense = run("suppressions", file("hash\nnonsense\n"));
    ASSERT_TRUE(nonsense);
    EXPECT_EQ(nonsense->at("refused"), 1);
    EXPECT_THAT(problems(*nonsense), testing::ElementsAre("2 hash error.suppression_hash"));
    db().read([](Transaction& transaction) {
        auto rows = transaction.query("SELECT hash FROM suppression WHERE hash LIKE '%@%'");
        EXPECT_FALSE(rows.next());
    });
}

}  // namespace
}  // namespace kartei::imports
