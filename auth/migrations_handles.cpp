#include "auth/migrations_handles.hpp"

namespace auth {

char const* const kHandles = R"sql(
-- What the user names of an organisation end in (auth/usernames.hpp): a bureau's country code; of the others of a country
-- that code with a number, of a Secretariat unit "ipsg" with one, and of a partner without a country "partner" with one.
ALTER TABLE organisation ADD COLUMN handle TEXT;
UPDATE organisation SET handle = LOWER(country) WHERE kind = 'ncb' AND country IS NOT NULL;
UPDATE organisation SET handle =
  COALESCE(LOWER(country), CASE kind WHEN 'secretariat' THEN 'ipsg' ELSE 'partner' END) ||
  (SELECT COUNT(*) FROM organisation e WHERE e.id <= organisation.id AND (e.kind <> 'ncb' OR e.country IS NULL)
   AND COALESCE(LOWER(e.country), CASE e.kind WHEN 'secretariat' THEN 'ipsg' ELSE 'partner' END) =
    COALESCE(LOWER(organisation.country), CASE organisation.kind WHEN 'secretariat' THEN 'ipsg' ELSE 'partner' END))
  WHERE handle IS NULL;
CREATE UNIQUE INDEX organisation_by_handle ON organisation (handle);

CREATE TRIGGER organisation_gets_handle AFTER INSERT ON organisation WHEN NEW.handle IS NULL BEGIN
  UPDATE organisation SET handle = CASE WHEN kind = 'ncb' AND country IS NOT NULL THEN LOWER(country) ELSE
    COALESCE(LOWER(country), CASE kind WHEN 'secretariat' THEN 'ipsg' ELSE 'partner' END) ||
    (SELECT COUNT(*) FROM organisation e WHERE e.id <= NEW.id AND (e.kind <> 'ncb' OR e.country IS NULL)
     AND COALESCE(LOWER(e.country), CASE e.kind WHEN 'secretariat' THEN 'ipsg' ELSE 'partner' END) =
      COALESCE(LOWER(NEW.country), CASE NEW.kind WHEN 'secretariat' THEN 'ipsg' ELSE 'partner' END)) END
    WHERE id = NEW.id;
END;
)sql";

}  // namespace auth
