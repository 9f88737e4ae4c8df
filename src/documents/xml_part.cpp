#include "documents/xml_part.hpp"

#include <expat.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace kartei::documents {
namespace {

constexpr int piece = 64 << 10;

std::string_view local_name(const char* name) {
    const char* colon = std::strrchr(name, ':');
    return colon == nullptr ? name : colon + 1;
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const char** pair = pairs_; *pair != nullptr; pair += 2)
        if (local_name(pair[0]) == name) return pair[1];
    return {};
}

/// expat asks for memory without saying for whom; the part that is working says it here.
struct XmlPart::Budget {
    std::uint64_t left;
    static thread_local Budget* working;
};

thread_local XmlPart::Budget* XmlPart::Budget::working = nullptr;

struct XmlPart::Memory {
    /// Stands before every block.
    struct alignas(alignof(std::max_align_t)) Block {
        Budget* budget;
        std::size_t size;
    };

    static void* take(std::size_t size) { return retake(nullptr, size); }

    static void* retake(void* old, std::size_t size) {
        Block* block = old == nullptr ? nullptr : static_cast<Block*>(old) - 1;
        Budget* budget = block == nullptr ? Budget::working : block->budget;
        const auto had = block == nullptr ? 0 : block->size;
        if (budget == nullptr || size > budget->left + had) return nullptr;
        auto* grown = static_cast<Block*>(std::realloc(block, sizeof(Block) + size));
        if (grown == nullptr) return nullptr;
        budget->left = budget->left + had - size;
        *grown = {budget, size};
        return grown + 1;
    }

    static void give_back(void* old) {
        if (old == nullptr) return;
        Block* block = static_cast<Block*>(old) - 1;
        block->budget->left += block->size;
        std::free(block);
    }

    /// While it lives, this thread's parser memory comes from the budget.
    struct Working {
        Budget* before = Budget::working;
        explicit Working(Budget& budget) { Budget::working = &budget; }
        ~Working() { Budget::working = before; }
    };
};

XmlPart::XmlPart(PackagePart part, std::string name, XmlListener& listener, std::uint64_t memory)
    : part_(std::move(part)), name_(std::move(name)), listener_(listener), budget_(new Budget{memory}) {
    const Memory::Working working(*budget_);
    const XML_Memory_Handling_Suite suite{Memory::take, Memory::retake, Memory::give_back};
    parser_ = XML_ParserCreate_MM(nullptr, &suite, nullptr);
    if (parser_ == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(
        parser_,
        [](void* self, const char* element, const char** attributes) {
            auto& me = *static_cast<XmlPart*>(self);
            if (!me.refusal_) me.listener_.element_begins(local_name(element), XmlAttributes(attributes));
        },
        [](void* self, const char* element) {
            auto& me = *static_cast<XmlPart*>(self);
            if (!me.refusal_) me.listener_.element_ends(local_name(element));
        });
    XML_SetCharacterDataHandler(parser_, [](void* self, const char* text, int size) {
        auto& me = *static_cast<XmlPart*>(self);
        if (!me.refusal_) me.listener_.text({text, static_cast<std::size_t>(size)});
    });
    XML_SetStartDoctypeDeclHandler(parser_, [](void* self, const char*, const char*, const char*, int) {
        static_cast<XmlPart*>(self)->give_up(refuse(RefusalKind::invalid, "error.xlsx_entities"));
    });
}

XmlPart::~XmlPart() { XML_ParserFree(parser_); }

Result<std::unique_ptr<XmlPart>> XmlPart::open(ZipPackage& package, const std::string& name, XmlListener& listener) {
    auto part = TRY(package.part(name));
    return std::unique_ptr<XmlPart>(new XmlPart(std::move(part), name, listener, package.limits().markup));
}

void XmlPart::pause() {
    paused_ = true;
    XML_StopParser(parser_, XML_TRUE);
}

void XmlPart::give_up(Refusal refusal) {
    if (!refusal_) refusal_ = std::move(refusal);
    XML_StopParser(parser_, XML_FALSE);
}

Result<int> XmlPart::feed() {
    void* room = XML_GetBuffer(parser_, piece);
    if (room == nullptr) return checked(XML_STATUS_ERROR);
    const auto got = TRY(part_.read(static_cast<char*>(room), piece));
    return checked(XML_ParseBuffer(parser_, static_cast<int>(got), got == 0));
}

Result<int> XmlPart::checked(int status) {
    if (refusal_) return *refusal_;
    if (status == XML_STATUS_ERROR) {
        const bool hungry = XML_GetErrorCode(parser_) == XML_ERROR_NO_MEMORY;
        return refuse(hungry ? RefusalKind::too_large : RefusalKind::invalid, "error.xlsx_broken", {{"part", name_}});
    }
    if (status == XML_STATUS_SUSPENDED) return status;
    XML_ParsingStatus parsing;
    XML_GetParsingStatus(parser_, &parsing);
    ended_ = parsing.parsing == XML_FINISHED;
    return status;
}

Result<bool> XmlPart::advance() {
    const Memory::Working working(*budget_);
    while (!ended_) {
        const bool resuming = std::exchange(paused_, false);
        TRY(resuming ? checked(XML_ResumeParser(parser_)) : feed());
        if (paused_) return true;
    }
    return false;
}

Result<Done> read_part(ZipPackage& package, const std::string& name, XmlListener& listener) {
    auto part = TRY(XmlPart::open(package, name, listener));
    while (TRY(part->advance())) {
    }
    return Done{};
}

}  // namespace kartei::documents
