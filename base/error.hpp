// Errors that a caller is expected to meet, and the Result that carries them.
//
// A bug or a broken machine is an exception instead. The names of the codes are part of the API: stable
// once shipped. server/http/problem.cpp maps each to a status; the client words each in four languages.
#pragma once

#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace base {

enum class ErrorCode {
  invalid_body,            // the body does not fit the endpoint; `fields` says where
  invalid_query,           // a query parameter does not fit; `fields` says which
  malformed_request,       // not HTTP as we accept it
  bad_credentials,         // unknown name or wrong password: never which
  not_signed_in,           // no session, or one that has ended
  second_factor_required,  // the password was right but is not enough
  account_unavailable,     // signed in rightly, but the organisation or the account may not work now
  not_found,               // absent, or not readable by this viewer: the same answer
  method_not_allowed,      // the path exists, with other methods
  not_permitted,           // readable, but this role may not do it
  second_person_required,  // nobody approves what he proposed himself, or decides on his own account
  wrong_origin,            // an unsafe request from another site
  display_only,            // it is marked so: read on the screen, and never exported
  thread_locked,           // a locked thread takes no posts
  parent_not_published,    // nobody can answer a post that awaits release or was withdrawn
  audience_too_wide,       // an audience wider than what encloses it
  quote_wider,             // a quote of what not everybody may read who would read it here
  personal_data,           // the text seems to name persons or accounts: `fields` says where
  level_too_high,          // a level above the author's or the organisation's own
  level_too_low,           // a level below what encloses the object, or a lowering that needs another way
  too_deep,                // the reply tree has reached its depth limit
  export_too_large,        // more than one file may hold: take it post by post
  quota_exceeded,          // as many bytes of files are kept as may be: of the person, or of the organisation
  held_back,             // an attachment that nothing is handed out of: it was not scanned yet, or not passed
  version_conflict,      // somebody changed it first
  already_decided,       // the proposal was approved, refused or withdrawn, or has expired
  state_conflict,        // not from the state that it is in now
  too_many_proposals,    // as many are open as may be: decide about one first, or take one back
  idempotency_conflict,  // the key was used with another body
  too_many_requests,     // come back after `retry_after_seconds`
  body_too_large,
  headers_too_large,
  unsupported_media_type,
  not_acceptable,
  request_timeout,
  overloaded,      // the writer's queue is full; come back after `retry_after_seconds`
  storage_full,    // the disk is full: nothing was written
  internal_error,  // a bug: the text is in the log only
  slow_mode        // the thread takes the person's next post after `retry_after_seconds`
};

// Why one field of a request does not fit.
enum class FieldCode {
  required,
  unknown_field,
  wrong_type,
  empty,
  too_long,
  too_many,
  out_of_range,
  invalid_utf8,
  control_character,
  bidirectional_override,
  malformed,
  unknown_value,
  unknown_organisation,
  own_organisation_missing,
  own_organisation,      // may not stand here
  unknown_quote,         // no such passage, or not readable
  unknown_upload,        // nothing of that id that the person has uploaded and not attached yet
  not_ready,             // an upload that is not whole, not checked yet, or was refused
  contradicts,           // it says the contrary of another field
  name_with_birth_date,  // from here on what a text seems to hold (forum/personal_data.hpp)
  document_number,
  plate_number,
  phone_number,
  account_number,
  taken,  // somebody else has this name
  duplicate
};

std::string_view to_string(ErrorCode code);
std::string_view to_string(FieldCode code);

// Of a text, in characters from 0.
struct FieldSpan {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(FieldSpan const&) const = default;
};

struct FieldError {
  std::string pointer;  // RFC 6901 JSON pointer into the body, or the name of the query parameter
  FieldCode code;
  std::optional<FieldSpan> span = std::nullopt;  // the part of the text that is meant

  bool operator==(FieldError const&) const = default;
};

struct Error {
  ErrorCode code = ErrorCode::internal_error;
  std::string detail;  // for the developer who reads the answer, in English; never content, never a secret
  std::vector<FieldError> fields;
  std::optional<int> retry_after_seconds;

  Error() = default;  // what boost::system::result gives when error() is asked of a success
  Error(ErrorCode c) : code(c) {}
  Error(ErrorCode c, std::string d) : code(c), detail(std::move(d)) {}
  Error(ErrorCode c, std::vector<FieldError> f) : code(c), fields(std::move(f)) {}
};

// One field that does not fit: the usual case.
Error invalid_field(std::string pointer, FieldCode code);

template <class T>
using Result = boost::system::result<T, Error>;

// boost::system::result calls this when value() is asked of an error: a bug in the caller.
[[noreturn]] void throw_exception_from_error(Error const& error, boost::source_location const& where);

}  // namespace base
