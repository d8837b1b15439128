#include "auth/audit_verify.hpp"

#include <algorithm>

#include "auth/audit_checkpoint_sql.hpp"
#include "auth/audit_walk.hpp"

namespace auth {
namespace {

using Kind = AuditFinding::Kind;

std::string quoted(std::int64_t size) {
  return "the checkpoint of " + std::to_string(size) + " records";
}

class Verifier {
 public:
  Verifier(storage::ReadTx& tx, AuditEvidence const& evidence)
      : tx_(tx),
        keys_(evidence.keys.empty() ? load_audit_keys(tx) : evidence.keys),
        current_key_(evidence.current_key),
        witnesses_(load_witnesses(tx)) {
    for (std::string const& note : evidence.held) hold(note);
    std::ranges::sort(held_, {}, [](Expected const& expected) { return expected.checkpoint.size; });
    fetch_next(0);
  }

  AuditVerification run() {
    AuditWalk walk(
        found_.findings,
        {.on_leaf = [this](AuditFrontier const& tree, base::Digest const& leaf) { compare(tree, leaf); },
         .on_subtree = [this](int height, std::int64_t position,
                              base::Digest const& hash) { compare_subtree(height, position, hash); }});
    each_audit_row(tx_, [&](AuditRow row) {
      row.entry ? look_up_sources(*row.entry) : void(has_unreadable_ = true);
      walk.add(std::move(row));
    });
    walk.finish();
    found_.records = walk.rows();
    look_behind_the_end(walk);
    compare_head(walk);
    compare_sources();
    compare_current_key();
    for (CosignatureRow const& stray : select_stray_cosignatures(tx_))
      note_cosignature(stray.size, "belongs to no checkpoint that is here");
    return std::move(found_);
  }

 private:
  struct Expected {
    Checkpoint checkpoint;
    std::string name;  // how it is called in findings
  };

  void note(Kind kind, std::int64_t first, std::int64_t last, std::string text) {
    found_.findings.add({kind, first, last, std::move(text)});
  }
  void note_cosignature(std::int64_t size, std::string const& what) {
    note(Kind::cosignature, 0, 0, "a co-signature of " + quoted(size) + " " + what);
  }

  // The signed note as a checkpoint, or nothing after saying what is wrong. A wrong signature is said, and
  // the checkpoint compared none the less: that names what it is about.
  std::optional<Checkpoint> open(std::string const& text, std::string const& name) {
    auto const signed_note = parse_signed_note(text);
    auto const checkpoint = signed_note ? parse_checkpoint(signed_note->text) : std::nullopt;
    if (!checkpoint) {
      note(Kind::checkpoint, 0, 0, name + " is damaged: it is not the signed note of a checkpoint");
      return std::nullopt;
    }
    bool const is_signed = std::ranges::any_of(keys_, [&](NoteKey const& key) {
      return key.name == checkpoint->origin && verify(*signed_note, key).outcome == Verified::Outcome::right;
    });
    if (!is_signed)
      note(Kind::checkpoint, 0, 0, name + " is not signed with a key of this log: it is forged");
    for (Witness const& witness : witnesses_) count_cosignature(*signed_note, witness, checkpoint->size);
    return checkpoint;
  }

  void count_cosignature(SignedNote const& signed_note, Witness const& witness, std::int64_t size) {
    switch (verify(signed_note, witness.key).outcome) {
      case Verified::Outcome::absent:
        return;
      case Verified::Outcome::forged:
        note_cosignature(size, "was not made with the key of the witness " + witness.key.name);
        return;
      case Verified::Outcome::right:
        ++found_.cosignatures;
    }
  }

  void hold(std::string const& text) {
    std::int64_t const counted = found_.cosignatures;
    auto checkpoint = open(text, "the checkpoint from outside");
    found_.cosignatures = counted;  // the database has them, too
    if (!checkpoint) return;
    std::string name = quoted(checkpoint->size) + " from outside";
    held_.push_back({std::move(*checkpoint), std::move(name)});
  }

  // The next checkpoint of the database that can be read, with its co-signatures looked at.
  void fetch_next(std::int64_t after) {
    stored_.reset();
    while (auto const row = find_next_checkpoint(tx_, after)) {
      after = row->size;
      ++found_.checkpoints;
      auto const checkpoint = open(note_with_cosignatures(*row), quoted(row->size));
      if (checkpoint && checkpoint->size != row->size) {
        note(Kind::checkpoint, 0, 0, quoted(row->size) + " says another size: it was put in another's place");
      } else if (checkpoint) {
        stored_ = Expected{*checkpoint, quoted(row->size)};
        return;
      }
    }
  }

  std::string note_with_cosignatures(CheckpointNote const& row) {
    std::string text = row.note;
    for (CosignatureRow const& cosignature : select_cosignatures(tx_, row.size)) {
      auto const witness = std::ranges::find(witnesses_, cosignature.witness, &Witness::id);
      auto const alone = parse_signed_note("-\n\n" + cosignature.line);
      bool const is_its_own = witness != witnesses_.end() && alone && alone->signatures.size() == 1 &&
                              verify(*alone, witness->key).outcome != Verified::Outcome::absent;
      if (is_its_own) {
        text += cosignature.line;
      } else {
        note_cosignature(row.size, "is damaged or of an unknown witness");
      }
    }
    return text;
  }

  void compare(AuditFrontier const& tree, base::Digest const& leaf) {
    while (next_held_ < held_.size() && held_[next_held_].checkpoint.size == tree.size()) {
      ++found_.checkpoints;
      compare(held_[next_held_++], tree, leaf);
    }
    if (stored_ && stored_->checkpoint.size == tree.size()) {
      compare(*stored_, tree, leaf);
      fetch_next(tree.size());
    }
  }

  void compare(Expected const& expected, AuditFrontier const& tree, base::Digest const& leaf) {
    if (is_rewritten_) {
      ++found_.not_compared;
    } else if (expected.checkpoint.root == tree.root() && expected.checkpoint.last_leaf == leaf) {
      found_.covered = tree.size();
    } else {
      is_rewritten_ = true;
      note(Kind::rewritten, found_.covered + 1, tree.size(),
           "written anew: all hashes fit each other, but not " + expected.name);
    }
  }

  void compare_subtree(int height, std::int64_t position, base::Digest const& hash) {
    if (height == 0 || height % 8 != 0) return;
    if (height == 8) compare_block(position);
    if (find_audit_subtree(tx_, height, position) == hash) return;
    std::int64_t const count = std::int64_t{1} << height;
    note(Kind::tree, position * count + 1, (position + 1) * count,
         "not as in the tree that is kept for proofs");
  }

  // A filter that lost a key would hide a consultation from those who ask for it.
  void compare_block(std::int64_t position) {
    std::int64_t const first = first_of_audit_block(position);
    std::int64_t const last = last_of_audit_block(position);
    if (found_.findings.touch(first, last)) return;  // changed records have other keys
    if (find_audit_block(tx_, position) == make_audit_block(tx_, position)) return;
    note(Kind::index, first, last, "cannot be found by what they name: the filter was changed");
  }

  void look_up_sources(AuditEntry const& entry) {
    if (kind_of(entry.record.event) == AuditKind::consultation) return;
    for (base::PublicId const& source : entry.record.sources) {
      ++sources_;
      if (!has_audit_source(tx_, source, entry.number)) {
        ++missing_sources_;
        note(Kind::index, entry.number, entry.number, "cannot be found by its source: the index was changed");
      }
    }
  }

  void compare_sources() {
    if (has_unreadable_) return;  // whose sources nobody knows
    if (count_audit_sources(tx_) > sources_ - missing_sources_)
      note(Kind::index, 0, 0, "the index by source names records for sources that they do not have");
  }

  // Whoever can write the database can put keys of his own into it, and sign with them.
  void compare_current_key() {
    if (!current_key_) return;
    auto const stored = load_audit_keys(tx_);
    if (!stored.empty() && std::ranges::find(stored, *current_key_) == stored.end())
      note(Kind::checkpoint, 0, 0, "the server's key is not among the keys that the database names");
    auto const newest = find_newest_checkpoint(tx_);
    if (!newest) return;
    auto const signed_note = parse_signed_note(newest->note);
    if (!signed_note || verify(*signed_note, *current_key_).outcome != Verified::Outcome::right) {
      note(Kind::checkpoint, 0, 0,
           quoted(newest->size) +
               ", the newest, is not signed with the server's key: it is forged, or the "
               "key was made anew since");
    }
  }

  // Checkpoints of more records than there are.
  void look_behind_the_end(AuditWalk const& walk) {
    std::int64_t const end = walk.end();
    std::int64_t longest = load_head_size();
    std::string who = "the log's own count";
    auto const look_at = [&](Expected const& expected) {
      if (expected.checkpoint.size <= end) {
        ++found_.not_compared;
      } else if (expected.checkpoint.size > longest || longest <= end) {
        longest = expected.checkpoint.size;
        who = expected.name;
      }
    };
    for (; stored_; fetch_next(stored_->checkpoint.size)) look_at(*stored_);
    for (; next_held_ < held_.size(); ++next_held_) {
      ++found_.checkpoints;
      look_at(held_[next_held_]);
    }
    if (longest > end)
      note(Kind::truncated, end + 1, longest,
           "missing: " + who + " knows of more records than there are, so the log was truncated");
  }

  std::int64_t load_head_size() {
    try {
      return load_audit_head(tx_).size();
    } catch (std::exception const&) {
      note(Kind::head, 0, 0, "the kept end of the log is damaged");
      return 0;
    }
  }

  void compare_head(AuditWalk const& walk) {
    AuditHead head;
    try {
      head = load_audit_head(tx_);
    } catch (std::exception const&) {
      return;  // said by load_head_size()
    }
    if (head.size() < walk.end()) {
      note(Kind::inserted, head.size() + 1, walk.end(),
           "behind the end that the log counted itself: inserted");
    } else if (walk.knows_the_tree() && head.size() == walk.tree().size() &&
               (head.frontier != walk.tree() || head.last_leaf != walk.last_leaf())) {
      note(Kind::head, 0, 0, "the kept end of the log does not fit its records");
    }
  }

  storage::ReadTx& tx_;
  std::vector<NoteKey> keys_;
  std::optional<NoteKey> current_key_;
  std::vector<Witness> witnesses_;
  std::vector<Expected> held_;
  std::size_t next_held_ = 0;
  std::optional<Expected> stored_;
  bool is_rewritten_ = false;
  bool has_unreadable_ = false;
  std::int64_t sources_ = 0;
  std::int64_t missing_sources_ = 0;
  AuditVerification found_;
};

}  // namespace

AuditVerification verify_audit_log(storage::ReadTx& tx, AuditEvidence const& evidence) {
  return Verifier(tx, evidence).run();
}

}  // namespace auth
