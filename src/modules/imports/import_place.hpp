// The one place for a running import: taken, kept alive, and given back. Giving it back after anything but success
// takes back what was published, so that nothing half-imported stays. A process that dies keeps its row in import_run;
// recover_imports() finds it.
#pragma once

#include "audit/reversal.hpp"
#include "modules/imports/import_kind.hpp"
#include "modules/imports/import_run.hpp"

namespace kartei::imports {

class ImportPlace {
public:
    /// Refuses (unavailable, error.import_runs {name, since}) while another import runs; one whose process died is
    /// taken back first.
    static Result<ImportPlace> take(House& house, const Actor& actor, ImportRun run);
    ImportPlace(ImportPlace&& other) noexcept;
    ImportPlace& operator=(ImportPlace&&) = delete;
    ~ImportPlace();

    std::int64_t run() const { return run_.id; }
    void say_alive();
    void say_alive(sql::Transaction& transaction);

    /// The first transaction: the change event begins, and from now on the import must be taken back if it does not end
    /// well.
    std::int64_t open(const ImportKind& kind, const std::string& file_name, Importer& importer);

    /// States other than done and refused take back what was published. Throws when that fails (disk full): then the
    /// row stays, and the next import or the next start tries again.
    void give_back(std::string_view state, const std::string& result, const std::string& refused_path = "");

private:
    ImportPlace(House& house, Actor actor, ImportRun run);

    House& house_;
    Actor actor_;
    ImportRun run_;
    bool held_ = true;
};

}  // namespace kartei::imports
