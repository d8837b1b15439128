// The steps of the schema that search needs. See migrations.hpp.
#pragma once

namespace forum {

extern char const* const kSearch;
extern char const* const kSearchResidue;
extern char const* const kSearchPlaces;
extern char const* const kSearchFiles;
extern char const* const kSearchFileReaders;

}  // namespace forum
