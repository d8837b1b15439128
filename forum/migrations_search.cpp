#include "forum/migrations_search.hpp"

namespace forum {

char const* const kSearch = R"sql(
-- The words of each post (search_words.hpp), under its key: as they stand, and their stems, each with the letter of
-- its language before it. A thread's title is with its first post. The words are divided by spaces already, which is
-- all that is left to the tokenizer. The table keeps them, so that exactly what was put in can be taken out, whatever
-- became of the libraries that made them.
CREATE VIRTUAL TABLE search_index USING fts5 (
  title, title_stems, body, stems, tokenize = 'ascii', columnsize = 0
);

-- Posts whose words in the index are not those of their text: no search finds them until they are put in anew.
CREATE TABLE search_due (post_id INTEGER PRIMARY KEY) STRICT;
INSERT INTO search_due SELECT id FROM post WHERE state <> 4;
CREATE TRIGGER search_text_changed AFTER UPDATE OF html, language ON post BEGIN
  INSERT INTO search_due VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_state_changed AFTER UPDATE OF state ON post WHEN (NEW.state = 4) <> (OLD.state = 4) BEGIN
  INSERT INTO search_due VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_post_deleted AFTER DELETE ON post BEGIN
  INSERT INTO search_due VALUES (OLD.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_title_changed AFTER UPDATE OF title ON thread WHEN NEW.title <> OLD.title BEGIN
  INSERT INTO search_due SELECT p.id FROM post p WHERE p.thread_id = NEW.id AND p.path = x'' ON CONFLICT DO NOTHING;
END;
)sql";

char const* const kSearchResidue = R"sql(
-- Whether words that were taken out may still stand in older segments of the index, marked as deleted.
CREATE TABLE search_residue (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  is_left INTEGER NOT NULL CHECK (is_left IN (0, 1))
) STRICT;
INSERT INTO search_residue VALUES (1, 1);
)sql";

char const* const kSearchPlaces = R"sql(
-- The index anew: each word with a sign of its kind before it, so that a word of a title is another than the same
-- in a text, and with words for where the post stands (search_places.hpp). A title is in front of its first post's
-- text too.
DROP TABLE search_index;
CREATE VIRTUAL TABLE search_index USING fts5 (
  title, title_stems, body, stems, places, tokenize = 'ascii', columnsize = 0
);
INSERT INTO search_due SELECT id FROM post WHERE state <> 4 ON CONFLICT DO NOTHING;
CREATE TRIGGER search_place_changed AFTER UPDATE OF thread_id, parent_id, source_id, author_id, created_at ON post BEGIN
  INSERT INTO search_due VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;

-- What a search asks of each post that holds the words, in the order of the index, without the texts.
CREATE INDEX post_searched ON post (id, thread_id, source_id, author_id, level, audience_id, state, expires_on,
  language, attribution, created_at, sequence);
-- A reader of low level finds what he may read without all the rest.
CREATE INDEX thread_by_reader ON thread (topic_id, audience_id, level);
)sql";

char const* const kSearchFiles = R"sql(
-- The names of a post's files are found with its text (search_places.hpp).
INSERT INTO search_due SELECT id FROM post WHERE state <> 4 AND attachments > 0 ON CONFLICT DO NOTHING;
CREATE TRIGGER search_file_changed AFTER UPDATE OF post_id, end_version, name, level ON attachment
WHEN NEW.post_id IS NOT NULL
BEGIN
  INSERT INTO search_due VALUES (NEW.post_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_file_removed AFTER DELETE ON attachment WHEN OLD.post_id IS NOT NULL BEGIN
  INSERT INTO search_due VALUES (OLD.post_id) ON CONFLICT DO NOTHING;
END;
)sql";

char const* const kSearchFileReaders = R"sql(
-- The name of a file that has a level of its own is put in for each level that reads it (search_places.hpp).
INSERT INTO search_due SELECT DISTINCT post_id FROM attachment
 WHERE post_id IS NOT NULL AND end_version IS NULL AND level > 0 ON CONFLICT DO NOTHING;
)sql";

}  // namespace forum
