#include "forum/migrations_losses.hpp"

namespace forum {

char const* const kLosses = R"sql(
-- The last number that was given to what takes something away and is no event: it comes after all events before it,
-- and the next event comes after it (forum::last_event). So a cursor says on which side of it a client stands.
CREATE TABLE event_number (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO event_number (id, last) SELECT 1, COALESCE(MAX(id), 0) FROM event;

-- When who denied whom: from the number `began` on, before the number `ended`.
CREATE TABLE deny_period (
  denied_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  began INTEGER NOT NULL,
  ended INTEGER,
  PRIMARY KEY (denied_id, source_id, began)
) STRICT, WITHOUT ROWID;
INSERT INTO deny_period (denied_id, source_id, began) SELECT denied_id, source_id, 0 FROM deny;

CREATE TRIGGER deny_period_begins AFTER INSERT ON deny BEGIN
  UPDATE event_number SET last = 1 + (SELECT MAX(n) FROM
    (SELECT last AS n FROM event_number UNION ALL SELECT MAX(id) FROM event)) WHERE id = 1;
  INSERT INTO deny_period (denied_id, source_id, began)
    SELECT NEW.denied_id, NEW.source_id, last FROM event_number WHERE id = 1;
END;
CREATE TRIGGER deny_period_ends AFTER DELETE ON deny BEGIN
  UPDATE event_number SET last = 1 + (SELECT MAX(n) FROM
    (SELECT last AS n FROM event_number UNION ALL SELECT MAX(id) FROM event)) WHERE id = 1;
  UPDATE deny_period SET ended = (SELECT last FROM event_number WHERE id = 1)
    WHERE denied_id = OLD.denied_id AND source_id = OLD.source_id AND ended IS NULL;
END;

-- When somebody's own rights, or those of everybody in an organisation, became less the last time.
CREATE TABLE rights_lost (
  holder TEXT NOT NULL CHECK (holder = 'user' OR holder = 'organisation'),
  holder_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (holder, holder_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rights_lost_numbered BEFORE INSERT ON rights_lost BEGIN
  UPDATE event_number SET last = 1 + (SELECT MAX(n) FROM
    (SELECT last AS n FROM event_number UNION ALL SELECT MAX(id) FROM event)) WHERE id = 1;
  DELETE FROM rights_lost WHERE holder = NEW.holder AND holder_id = NEW.holder_id;
END;
CREATE TRIGGER rights_lost_number_kept AFTER INSERT ON rights_lost BEGIN
  UPDATE rights_lost SET number = (SELECT last FROM event_number WHERE id = 1)
    WHERE holder = NEW.holder AND holder_id = NEW.holder_id;
END;

CREATE TRIGGER user_loses AFTER UPDATE OF clearance, organisation_id ON users
  WHEN NEW.clearance < OLD.clearance OR NEW.organisation_id <> OLD.organisation_id BEGIN
  INSERT INTO rights_lost (holder, holder_id, number) VALUES ('user', NEW.id, 0);
END;
CREATE TRIGGER grant_is_lost AFTER DELETE ON role_grant BEGIN
  INSERT INTO rights_lost (holder, holder_id, number) VALUES ('user', OLD.user_id, 0);
END;
CREATE TRIGGER grant_is_changed AFTER UPDATE ON role_grant BEGIN
  INSERT INTO rights_lost (holder, holder_id, number) VALUES ('user', OLD.user_id, 0);
END;
CREATE TRIGGER substitute_is_lost AFTER DELETE ON release_policy WHEN OLD.substitute_id IS NOT NULL BEGIN
  INSERT INTO rights_lost (holder, holder_id, number) VALUES ('user', OLD.substitute_id, 0);
END;
CREATE TRIGGER substitute_is_changed AFTER UPDATE OF substitute_id ON release_policy
  WHEN OLD.substitute_id IS NOT NULL AND COALESCE(NEW.substitute_id, 0) <> OLD.substitute_id BEGIN
  INSERT INTO rights_lost (holder, holder_id, number) VALUES ('user', OLD.substitute_id, 0);
END;
CREATE TRIGGER organisation_loses AFTER UPDATE OF max_level ON organisation
  WHEN NEW.max_level < OLD.max_level BEGIN
  INSERT INTO rights_lost (holder, holder_id, number) VALUES ('organisation', NEW.id, 0);
END;
)sql";

char const* const kExpiries = R"sql(
-- What has expired lately (forum/expiries.hpp).
CREATE INDEX post_by_expiry ON post (expires_on) WHERE expires_on IS NOT NULL;
CREATE INDEX thread_by_expiry ON thread (expires_on) WHERE expires_on IS NOT NULL;
)sql";

}  // namespace forum
