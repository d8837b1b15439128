#include "storage/statement.hpp"

#include <array>
#include <atomic>
#include <stdexcept>

namespace storage {
namespace {

// Filled while the program's static objects are built, read by every connection later.
constinit std::array<Statement const*, Statement::kMost> registry{};
constinit std::atomic<std::size_t> registered{0};

}  // namespace

Statement::Statement(std::string_view name, std::string text)
    : name_(name), text_(std::move(text)), index_(registered.load()) {
  if (index_ == kMost) throw std::length_error("there are more statements than Statement::kMost");
  registry[index_] = this;
  registered.store(index_ + 1);
}

std::span<Statement const* const> Statement::all() {
  return {registry.data(), registered.load()};
}

}  // namespace storage
