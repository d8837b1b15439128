// Small files of the kinds that are taken, made by hand, and some that are not taken.
#pragma once

#include <string>

namespace tests::support {

// A document of one empty page.
inline std::string sample_pdf(std::string const& says = "Statute") {
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n% " + says +
         "\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
         "trailer<</Root 1 0 R>>\n%%EOF\n";
}

// The file with which scanners are tried: harmless, and known to each of them. In two parts, so that none
// stumbles over this text.
inline std::string sample_virus() {
  return std::string("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-") + "ANTIVIRUS-TEST-FILE!$H+H*";
}

}  // namespace tests::support
