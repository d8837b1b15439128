#include "base/error.hpp"

#include <stdexcept>

namespace base {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_body:
      return "invalid_body";
    case ErrorCode::invalid_query:
      return "invalid_query";
    case ErrorCode::malformed_request:
      return "malformed_request";
    case ErrorCode::bad_credentials:
      return "bad_credentials";
    case ErrorCode::not_signed_in:
      return "not_signed_in";
    case ErrorCode::second_factor_required:
      return "second_factor_required";
    case ErrorCode::account_unavailable:
      return "account_unavailable";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::method_not_allowed:
      return "method_not_allowed";
    case ErrorCode::not_permitted:
      return "not_permitted";
    case ErrorCode::second_person_required:
      return "second_person_required";
    case ErrorCode::wrong_origin:
      return "wrong_origin";
    case ErrorCode::display_only:
      return "display_only";
    case ErrorCode::thread_locked:
      return "thread_locked";
    case ErrorCode::slow_mode:
      return "slow_mode";
    case ErrorCode::parent_not_published:
      return "parent_not_published";
    case ErrorCode::audience_too_wide:
      return "audience_too_wide";
    case ErrorCode::quote_wider:
      return "quote_wider";
    case ErrorCode::personal_data:
      return "personal_data";
    case ErrorCode::level_too_high:
      return "level_too_high";
    case ErrorCode::level_too_low:
      return "level_too_low";
    case ErrorCode::too_deep:
      return "too_deep";
    case ErrorCode::export_too_large:
      return "export_too_large";
    case ErrorCode::quota_exceeded:
      return "quota_exceeded";
    case ErrorCode::held_back:
      return "held_back";
    case ErrorCode::version_conflict:
      return "version_conflict";
    case ErrorCode::too_many_proposals:
      return "too_many_proposals";
    case ErrorCode::already_decided:
      return "already_decided";
    case ErrorCode::state_conflict:
      return "state_conflict";
    case ErrorCode::idempotency_conflict:
      return "idempotency_conflict";
    case ErrorCode::too_many_requests:
      return "too_many_requests";
    case ErrorCode::body_too_large:
      return "body_too_large";
    case ErrorCode::headers_too_large:
      return "headers_too_large";
    case ErrorCode::unsupported_media_type:
      return "unsupported_media_type";
    case ErrorCode::not_acceptable:
      return "not_acceptable";
    case ErrorCode::request_timeout:
      return "request_timeout";
    case ErrorCode::overloaded:
      return "overloaded";
    case ErrorCode::storage_full:
      return "storage_full";
    case ErrorCode::internal_error:
      return "internal_error";
  }
  throw std::logic_error("error code without a name");
}

std::string_view to_string(FieldCode code) {
  switch (code) {
    case FieldCode::required:
      return "required";
    case FieldCode::unknown_field:
      return "unknown_field";
    case FieldCode::wrong_type:
      return "wrong_type";
    case FieldCode::empty:
      return "empty";
    case FieldCode::too_long:
      return "too_long";
    case FieldCode::too_many:
      return "too_many";
    case FieldCode::out_of_range:
      return "out_of_range";
    case FieldCode::invalid_utf8:
      return "invalid_utf8";
    case FieldCode::control_character:
      return "control_character";
    case FieldCode::bidirectional_override:
      return "bidirectional_override";
    case FieldCode::malformed:
      return "malformed";
    case FieldCode::unknown_value:
      return "unknown_value";
    case FieldCode::unknown_organisation:
      return "unknown_organisation";
    case FieldCode::own_organisation_missing:
      return "own_organisation_missing";
    case FieldCode::own_organisation:
      return "own_organisation";
    case FieldCode::unknown_quote:
      return "unknown_quote";
    case FieldCode::unknown_upload:
      return "unknown_upload";
    case FieldCode::not_ready:
      return "not_ready";
    case FieldCode::contradicts:
      return "contradicts";
    case FieldCode::name_with_birth_date:
      return "name_with_birth_date";
    case FieldCode::document_number:
      return "document_number";
    case FieldCode::plate_number:
      return "plate_number";
    case FieldCode::phone_number:
      return "phone_number";
    case FieldCode::account_number:
      return "account_number";
    case FieldCode::taken:
      return "taken";
    case FieldCode::duplicate:
      return "duplicate";
  }
  throw std::logic_error("field code without a name");
}

Error invalid_field(std::string pointer, FieldCode code) {
  return Error{ErrorCode::invalid_body, {FieldError{std::move(pointer), code}}};
}

void throw_exception_from_error(Error const& error, boost::source_location const& where) {
  throw std::logic_error(std::string("unexpected error ") + std::string(to_string(error.code)) + " (" +
                         error.detail + ") at " + where.to_string());
}

}  // namespace base
