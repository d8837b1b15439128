#include "forum/migrations_mail.hpp"

namespace forum {

char const* const kMail = R"sql(
-- What a person wants to get by mail. address: NULL until one is confirmed. frequency: 0 never, 1 at once, 2 daily,
-- 3 weekly. due_at: no digest before. told_to: the newest event that a digest was sent about; looked_to: those after it
-- were not looked at yet. asked_since, asked: how many mails with a code he has asked for in that day.
CREATE TABLE mail_choice (
  user_id INTEGER PRIMARY KEY REFERENCES users (id),
  address TEXT,
  frequency INTEGER NOT NULL DEFAULT 0 CHECK (frequency BETWEEN 0 AND 3),
  due_at INTEGER NOT NULL DEFAULT 0,
  told_to INTEGER NOT NULL DEFAULT 0,
  looked_to INTEGER NOT NULL DEFAULT 0,
  asked_since INTEGER NOT NULL DEFAULT 0,
  asked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX mail_choice_due ON mail_choice (due_at) WHERE address IS NOT NULL AND frequency <> 0;

-- An address that awaits its confirmation. code_hash: NULL until the code is on its way.
CREATE TABLE mail_confirmation (
  user_id INTEGER PRIMARY KEY REFERENCES users (id),
  address TEXT NOT NULL,
  code_hash BLOB,
  wrong_codes INTEGER NOT NULL DEFAULT 0,
  expires_at INTEGER NOT NULL
) STRICT;

-- One mail of each kind for each person: 1 a digest, 2 the code that confirms an address. state: 0 queued, 1 being
-- sent, 2 sent, 3 failed. after_event: what told_to was before it was sent.
CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2),
  public_id BLOB NOT NULL UNIQUE,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  attempts INTEGER NOT NULL DEFAULT 0,
  send_at INTEGER NOT NULL,
  after_event INTEGER NOT NULL DEFAULT 0,
  UNIQUE (user_id, kind)
) STRICT;
CREATE INDEX mail_to_send ON mail (send_at) WHERE state = 0;

-- An address belongs to the person in his office: whoever leaves it, or goes to another organisation, is not written
-- to any more. A trigger, so that no way of ending an account can forget it.
CREATE TRIGGER mail_ends AFTER UPDATE OF state, organisation_id ON users
WHEN NEW.state = 'left' OR NEW.organisation_id <> OLD.organisation_id BEGIN
  DELETE FROM mail WHERE user_id = NEW.id;
  DELETE FROM mail_confirmation WHERE user_id = NEW.id;
  DELETE FROM mail_choice WHERE user_id = NEW.id;
END;
)sql";

}  // namespace forum
