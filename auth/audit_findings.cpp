#include "auth/audit_findings.hpp"

#include <algorithm>
#include <array>

#include "auth/named.hpp"

namespace auth {
namespace {

using Kind = AuditFinding::Kind;

constexpr auto kKinds = std::to_array<Named<Kind>>({
    {Kind::changed, "changed"},
    {Kind::removed, "removed"},
    {Kind::inserted, "inserted"},
    {Kind::reordered, "reordered"},
    {Kind::truncated, "truncated"},
    {Kind::rewritten, "rewritten"},
    {Kind::tree, "tree"},
    {Kind::head, "head"},
    {Kind::index, "index"},
    {Kind::checkpoint, "checkpoint"},
    {Kind::cosignature, "cosignature"},
});

bool continues(AuditFinding const& before, AuditFinding const& next) {
  return before.kind == next.kind && before.text == next.text && next.first > 0 &&
         before.last + 1 == next.first;
}

}  // namespace

std::string_view to_string(AuditFinding::Kind kind) {
  return name_of(kKinds, kind);
}

void AuditFindings::add(AuditFinding finding) {
  if (!all_.empty() && continues(all_.back(), finding)) {
    all_.back().last = finding.last;
  } else if (all_.size() < kMost) {
    all_.push_back(std::move(finding));
  } else {
    ++beyond_;
  }
}

bool AuditFindings::touch(std::int64_t first, std::int64_t last) const {
  return std::ranges::any_of(
      all_, [&](AuditFinding const& finding) { return finding.first <= last && finding.last >= first; });
}

void AuditFindings::retract(Kind kind, std::int64_t first, std::int64_t last) {
  std::vector<AuditFinding> kept;
  for (AuditFinding& finding : all_) {
    if (finding.kind != kind || finding.last < first || finding.first > last) {
      kept.push_back(std::move(finding));
      continue;
    }
    if (finding.first < first) kept.push_back({kind, finding.first, first - 1, finding.text});
    if (finding.last > last) kept.push_back({kind, last + 1, finding.last, finding.text});
  }
  all_ = std::move(kept);
}

}  // namespace auth
