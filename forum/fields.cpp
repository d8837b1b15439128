#include "forum/fields.hpp"

#include "base/text.hpp"

namespace forum {
namespace {

constexpr char kCaveatText[] = "/marking/caveat_text";

void check_caveat_text(auth::Marking const& marking, Limits const& limits, FieldErrors& errors) {
  bool const wanted = marking.caveats.has(auth::Caveat::h3);
  if (!marking.caveat_text) {
    if (wanted) errors.push_back({kCaveatText, base::FieldCode::required});
    return;
  }
  auto const& text = *marking.caveat_text;
  if (!wanted) {
    errors.push_back({kCaveatText, base::FieldCode::out_of_range});
  } else if (auto const unfit = base::unfit_for_line(text)) {
    errors.push_back({kCaveatText, *unfit});
  } else if (base::trimmed(text).empty()) {
    errors.push_back({kCaveatText, base::FieldCode::empty});
  } else if (base::count_characters(text) > limits.caveat_characters) {
    errors.push_back({kCaveatText, base::FieldCode::too_long});
  }
}

}  // namespace

void check_title(std::string_view title, Limits const& limits, FieldErrors& errors) {
  if (auto const unfit = base::unfit_for_line(title)) {
    errors.push_back({"/title", *unfit});
  } else if (base::trimmed(title).empty()) {
    errors.push_back({"/title", base::FieldCode::empty});
  } else if (base::count_characters(base::trimmed(title)) > limits.title_characters) {
    errors.push_back({"/title", base::FieldCode::too_long});
  }
}

void check_body(std::string_view body, Limits const& limits, FieldErrors& errors) {
  if (body.size() > limits.body_bytes) {
    errors.push_back({"/body", base::FieldCode::too_long});
  } else if (auto const unfit = base::unfit_for_body(body)) {
    errors.push_back({"/body", *unfit});
  } else if (base::trimmed(body).empty()) {
    errors.push_back({"/body", base::FieldCode::empty});
  }
}

void check_audience_size(auth::NewAudience const& audience, Limits const& limits, FieldErrors& errors) {
  if (audience.organisations.size() > limits.organisations_in_audience) {
    errors.push_back({"/audience/organisations", base::FieldCode::too_many});
  }
  if (audience.minus.size() > limits.organisations_in_audience) {
    errors.push_back({"/audience/minus", base::FieldCode::too_many});
  }
  if (audience.groups.size() > limits.groups_in_audience) {
    errors.push_back({"/audience/groups", base::FieldCode::too_many});
  }
  if (audience.minus_groups.size() > limits.groups_in_audience) {
    errors.push_back({"/audience/minus_groups", base::FieldCode::too_many});
  }
}

namespace {

// Whoever may cite freely needs no permission, which H1 and H2 ask for.
void check_legal_use(auth::Marking const& marking, NewMarking const& asked, FieldErrors& errors) {
  bool const asks_permission = marking.caveats.has(auth::Caveat::h1) || marking.caveats.has(auth::Caveat::h2);
  if (marking.legal_use != auth::LegalUse::cite_freely || !asks_permission) return;
  if (asked.legal_use) {
    errors.push_back({"/marking/legal_use", base::FieldCode::contradicts});
  } else if (asked.caveats) {
    errors.push_back({"/marking/caveats", base::FieldCode::contradicts});
  }
}

void settle_dates(auth::Marking& marking, NewMarking const& asked, base::Timestamp now, FieldErrors& errors) {
  if (asked.review_on) marking.review_on = asked.review_on;
  if (asked.expires_on) marking.expires_on = asked.expires_on;
  bool const ends_first = marking.review_on && marking.expires_on && *marking.review_on > *marking.expires_on;
  if (asked.review_on && (*asked.review_on <= now || ends_first)) {
    errors.push_back({"/marking/review_on", base::FieldCode::out_of_range});
  } else if (ends_first) {
    marking.review_on.reset();  // there will be nothing left to review
  }
  if (asked.expires_on && *asked.expires_on <= now)
    errors.push_back({"/marking/expires_on", base::FieldCode::out_of_range});
}

}  // namespace

auth::Marking settle_marking(NewMarking const& asked, auth::Marking const& base, base::Timestamp now,
                             Limits const& limits, FieldErrors& errors) {
  auth::Marking marking = base;
  marking.level = asked.level.value_or(base.level);
  marking.caveats = asked.caveats.value_or(base.caveats);
  if (asked.caveat_text) marking.caveat_text = asked.caveat_text;
  marking.legal_use = asked.legal_use.value_or(base.legal_use);
  marking.attribution = asked.attribution.value_or(base.attribution);
  settle_dates(marking, asked, now, errors);
  check_legal_use(marking, asked, errors);
  check_caveat_text(marking, limits, errors);
  return marking;
}

base::Result<void> check_level(auth::Level level, auth::Level lowest, auth::Viewer const& viewer) {
  if (level < lowest)
    return base::Error(base::ErrorCode::level_too_low, "the level is below what encloses it");
  if (static_cast<int>(level) > viewer.ceiling) {
    return base::Error(base::ErrorCode::level_too_high,
                       "the level is above your own clearance or your organisation's");
  }
  return {};
}

}  // namespace forum
