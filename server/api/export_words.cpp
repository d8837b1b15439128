#include "server/api/export_words.hpp"

#include <string>

namespace server::api {
namespace {

constexpr ExportWords kEnglish{
    {"PUBLIC", "FOR OFFICIAL USE ONLY", "RESTRICTED", "CONFIDENTIAL"},
    {"not in judicial proceedings without permission", "no onward dissemination without permission",
     "other handling, in words", "Display only: no export"},
    {"To be read only", "For internal advice", "Cite with the source’s consent", "May be cited freely"},
    {"The author is named", "Only the organisation is named", "Nobody is named (Chatham House Rule)"},
    "Marking",
    "to be reviewed on",
    "expires on",
    "Source",
    "Written",
    "edited",
    "Cite as",
    "version",
    "Exported by",
    "A post marked DISPLAY ONLY is not exported.",
    "Not published: it awaits release.",
    "Files, by SHA-256; they are not part of this file",
    "Official position of the bureau, signed on",
    "An earlier text of this was the official position of the bureau, signed on"};

constexpr ExportWords kFrench{
    {"PUBLIC", "RÉSERVÉ À L’USAGE OFFICIEL", "DIFFUSION RESTREINTE", "CONFIDENTIEL"},
    {"pas d’usage en procédure judiciaire sans autorisation", "pas de rediffusion sans autorisation",
     "autre traitement, à préciser", "Affichage seul\u00a0: pas d’export"},
    {"Lecture seule", "Pour conseil interne", "Citation avec l’accord de la source", "Citation libre"},
    {"L’auteur est nommé", "Seule l’organisation est nommée",
     "Personne n’est nommé (règle de Chatham House)"},
    "Marquage",
    "à revoir le",
    "expire le",
    "Source",
    "Écrit le",
    "modifié le",
    "Citer comme suit",
    "version",
    "Exporté par",
    "Un message en AFFICHAGE SEUL n’est pas exporté.",
    "Non publié\u00a0: en attente de diffusion.",
    "Fichiers, par SHA-256\u00a0; ils ne font pas partie de ce fichier",
    "Position officielle du bureau, signée le",
    "Un texte antérieur était la position officielle du bureau, signée le"};

constexpr ExportWords kSpanish{
    {"PÚBLICO", "SÓLO PARA USO OFICIAL", "DIFUSIÓN RESTRINGIDA", "CONFIDENCIAL"},
    {"sin uso en procesos judiciales salvo autorización", "sin difusión posterior salvo autorización",
     "otro tratamiento, en palabras", "Sólo visualización: sin exportar"},
    {"Sólo lectura", "Para asesoramiento interno", "Citar con el consentimiento de la fuente",
     "Puede citarse libremente"},
    {"Se nombra al autor", "Sólo se nombra a la organización",
     "No se nombra a nadie (regla de Chatham House)"},
    "Clasificación",
    "por revisar el",
    "caduca el",
    "Fuente",
    "Escrito el",
    "modificado el",
    "Citar como",
    "versión",
    "Exportado por",
    "Un mensaje SÓLO PARA VISUALIZACIÓN no se exporta.",
    "Sin publicar: pendiente de difusión.",
    "Archivos, por SHA-256; no forman parte de este archivo",
    "Posición oficial de la oficina, firmada el",
    "Un texto anterior era la posición oficial de la oficina, firmada el"};

constexpr ExportWords kArabic{
    {"عام", "للاستخدام الرسمي فقط", "مقيّد", "سري"},
    {"لا يُستخدم في الإجراءات القضائية دون إذن", "لا يُعاد نشره دون إذن", "شرط آخر، بالنص",
     "للعرض فقط: لا يُصدَّر"},
    {"للقراءة فقط", "للمشورة الداخلية", "يُستشهد به بموافقة المصدر", "يُستشهد به بحرية"},
    {"يُذكر اسم الكاتب", "تُذكر المنظمة وحدها", "لا يُذكر أحد (قاعدة تشاتام هاوس)"},
    "التصنيف",
    "يُراجَع في",
    "تنتهي صلاحيته في",
    "المصدر",
    "كُتب في",
    "عُدّل في",
    "يُستشهد به هكذا",
    "الإصدار",
    "صدّره",
    "مشاركة للعرض فقط لا تُصدَّر.",
    "غير منشور: بانتظار الإذن.",
    "الملفات، بقيمة SHA-256؛ وهي ليست جزءًا من هذا الملف",
    "الموقف الرسمي للمكتب، وُقّع في",
    "كان نص سابق لهذه المشاركة هو الموقف الرسمي للمكتب، وُقّع في"};

std::size_t index_of(auth::Caveat caveat) {
  switch (caveat) {
    case auth::Caveat::h1:
      return 0;
    case auth::Caveat::h2:
      return 1;
    case auth::Caveat::h3:
      return 2;
    case auth::Caveat::display_only:
      break;
  }
  return 3;
}

}  // namespace

ExportWords const& export_words(auth::Language language) {
  switch (language) {
    case auth::Language::ar:
      return kArabic;
    case auth::Language::es:
      return kSpanish;
    case auth::Language::fr:
      return kFrench;
    case auth::Language::en:
      break;
  }
  return kEnglish;
}

std::string caveat_words(ExportWords const& words, auth::Marking const& marking, auth::Caveat caveat) {
  std::string text(words.caveats.at(index_of(caveat)));
  if (caveat == auth::Caveat::h3 && marking.caveat_text) text = *marking.caveat_text;
  if (caveat == auth::Caveat::display_only) return text;
  return std::string(auth::to_string(caveat)) + ": " + text;
}

}  // namespace server::api
