// What verifying the audit log found: each finding names the records it is about.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace auth {

struct AuditFinding {
  enum class Kind {
    changed,     // a record does not fit its hash, or its hash the chain
    removed,     // a record is missing
    inserted,    // a record stands where none was written
    reordered,   // a record stands in another's place
    truncated,   // the end of the log is missing
    rewritten,   // chain and hashes fit each other, but not what was signed before
    tree,        // the tree that is kept for proofs does not fit the records
    head,        // the kept end of the log does not fit the records
    index,       // the index by source does not fit the records
    checkpoint,  // a checkpoint is damaged, or nobody who may has signed it
    cosignature  // a co-signature is damaged, forged, or of an unknown witness
  };

  Kind kind;
  // The records that it is about, by number; both 0 where it is about none.
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::string text;  // English, for the one who verifies
};
std::string_view to_string(AuditFinding::Kind kind);

// Findings in the order in which they were made; neighbours of one kind and text become one range, so that a
// log that was changed all over is told in one line. Bounded: what is beyond is counted.
class AuditFindings {
 public:
  static constexpr std::size_t kMost = 1000;

  void add(AuditFinding finding);
  // Forgets what was said of these records: a better explanation was found.
  void retract(AuditFinding::Kind kind, std::int64_t first, std::int64_t last);

  // Whether something was said of one of these records.
  bool touch(std::int64_t first, std::int64_t last) const;

  std::vector<AuditFinding> const& all() const { return all_; }
  std::int64_t beyond() const { return beyond_; }

 private:
  std::vector<AuditFinding> all_;
  std::int64_t beyond_ = 0;
};

}  // namespace auth
